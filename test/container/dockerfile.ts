import { array, parse, string } from 'valibot';

/** One instruction, as far as replaying needs it. */
export type Step =
  | { readonly kind: 'workdir'; readonly path: string }
  /** Told by the builder: a replay is for the machine that it runs on. */
  | { readonly kind: 'arg'; readonly name: string }
  | {
      readonly kind: 'copy';
      /** A stage; absent = the build context. */
      readonly from?: string;
      readonly chown?: string;
      readonly sources: readonly string[];
      readonly target: string;
    }
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'env'; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'volume'; readonly path: string }
  | { readonly kind: 'stopsignal'; readonly signal: string }
  | { readonly kind: 'entrypoint' | 'cmd' | 'healthcheck'; readonly argv: readonly string[] };

export interface Stage {
  /** Absent for the last one. */
  readonly name?: string;
  readonly base: string;
  readonly steps: readonly Step[];
}

/**
 * Reads the part of the Dockerfile language that ours uses.
 *
 * @throws Error for everything else, so that no instruction is skipped unseen.
 */
export const parseDockerfile = (text: string): readonly Stage[] => {
  const stages: { name?: string; base: string; steps: Step[] }[] = [];
  for (const line of instructions(text)) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? [];
    if (word === 'FROM') stages.push(readFrom(rest));
    else if (stages.length === 0) throw new Error(`before the first FROM: ${line}`);
    else stages.at(-1)?.steps.push(readStep(word, rest));
  }
  return stages;
};

/** Without comments, continued lines joined. */
const instructions = (text: string): readonly string[] =>
  text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const readFrom = (rest: string): { name?: string; base: string; steps: Step[] } => {
  const { flags, words } = splitFlags(rest, ['platform']);
  const [base, as, name] = words;
  if (base === undefined || words.length === 2 || words.length > 3) throw new Error(`FROM ${rest}`);
  if (flags.platform !== undefined && flags.platform !== '$BUILDPLATFORM') throw new Error(`FROM ${rest}`);
  return as === 'AS' && name !== undefined ? { name, base, steps: [] } : { base, steps: [] };
};

const readStep = (word: string, rest: string): Step => {
  switch (word) {
    case 'WORKDIR':
      return { kind: 'workdir', path: rest };
    case 'ARG':
      if (!/^[A-Z]+$/.test(rest)) throw new Error(`ARG ${rest}`);
      return { kind: 'arg', name: rest };
    case 'COPY':
      return readCopy(rest);
    case 'RUN':
      return { kind: 'run', command: rest };
    case 'ENV':
      return { kind: 'env', variables: readAssignments(rest) };
    case 'USER':
      return { kind: 'user', user: rest };
    case 'VOLUME':
      return { kind: 'volume', path: rest };
    case 'STOPSIGNAL':
      return { kind: 'stopsignal', signal: rest };
    case 'ENTRYPOINT':
      return { kind: 'entrypoint', argv: readExecForm(rest) };
    case 'CMD':
      return { kind: 'cmd', argv: readExecForm(rest) };
    case 'HEALTHCHECK': {
      const { words } = splitFlags(rest, ['interval', 'timeout', 'start-period', 'retries']);
      if (words[0] !== 'CMD') throw new Error(`HEALTHCHECK ${rest}`);
      return { kind: 'healthcheck', argv: readExecForm(words.slice(1).join(' ')) };
    }
    default:
      throw new Error(`no such instruction is replayed: ${word} ${rest}`);
  }
};

const readCopy = (rest: string): Step => {
  const { flags, words } = splitFlags(rest, ['from', 'chown']);
  const target = words.at(-1);
  if (target === undefined || words.length < 2) throw new Error(`COPY ${rest}`);
  return { kind: 'copy', ...flags, sources: words.slice(0, -1), target };
};

const readAssignments = (rest: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    rest.split(/\s+/).map((assignment) => {
      const [, name, value] = /^(\w+)=([^"'$]*)$/.exec(assignment) ?? [];
      if (name === undefined || value === undefined) throw new Error(`ENV ${rest}`);
      return [name, value];
    }),
  );

/** The exec form runs without a shell; the shell form is refused. */
const readExecForm = (text: string): readonly string[] => {
  if (!text.startsWith('[')) throw new Error(`needs a shell: ${text}`);
  return parse(array(string()), JSON.parse(text));
};

const splitFlags = <Name extends string>(
  text: string,
  known: readonly Name[],
): { flags: Partial<Record<Name, string>>; words: readonly string[] } => {
  const words = text.split(/\s+/);
  const flags: Partial<Record<Name, string>> = {};
  const count = words.findIndex((word) => !word.startsWith('--'));
  for (const word of words.slice(0, count)) {
    const [, flag, value] = /^--([^=]+)=(.+)$/.exec(word) ?? [];
    const name = known.find((candidate) => candidate === flag);
    if (name === undefined || value === undefined) throw new Error(`${word} in ${text}`);
    flags[name] = value;
  }
  return { flags, words: words.slice(count) };
};
