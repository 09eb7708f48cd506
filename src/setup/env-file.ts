import type { ConfigProblem } from '../config/config.ts';
import { fileTwinOf, isSecretName } from '../config/secrets.ts';
import { type Answers, answerable } from './answers.ts';

/**
 * Whether everybody reads this value alike when it stands behind `NAME=` as it is. Node takes quotes away and ends at a
 * `#`, Docker keeps both, systemd takes backslashes away, compose puts variables in for `$`; all but Docker trim.
 */
export const isPortable = (value: string): boolean =>
  value === value.trim() && !/[#$\\`\p{Cc}]|^["']/u.test(value);

/** A file of its own that holds one secret, because no line of an env file could hold it for everybody. */
export interface SecretFile {
  readonly name: string;
  /** Beside the env file. */
  readonly path: string;
  readonly secret: string;
}

export interface EnvFile {
  readonly path: string;
  readonly text: string;
  readonly secretFiles: readonly SecretFile[];
}

/**
 * The env file of these answers, for `node --env-file`, `docker --env-file`, compose's `env_file` and systemd's
 * `EnvironmentFile=` alike. Secrets that no line can hold go into files beside it, which their `_FILE` twins name.
 * @param path absolute
 */
export const composeEnvFile = (answers: Answers, path: string): EnvFile => {
  const secretFiles = Object.entries(answers).flatMap(([name, secret]) =>
    isSecretName(name) && !isPortable(secret)
      ? [{ name, path: `${path}.${name.toLowerCase()}`, secret }]
      : [],
  );
  const twins = new Map(secretFiles.map((file) => [file.name, file.path]));
  const lines = Object.entries(answers).map(([name, value]): readonly [string, string] => {
    const twin = twins.get(name);
    return twin === undefined ? [name, value] : [fileTwinOf(name), twin];
  });
  return { path, text: `${[header, ...sectionsOf(new Map(lines))].join('\n\n')}\n`, secretFiles };
};

const header = `# The configuration of unifi-report, as "unifi-report setup" wrote it. Every variable: config.example.env.
# node --env-file, docker --env-file, compose and systemd read it alike, as long as values have no quotes around
# them and hold no # $ or backslash. A secret with such letters goes into a file, and X_FILE names it.`;

interface Entry {
  readonly group: string;
  readonly text: string;
}

/** In the order of the table of variables; what stands in none goes last. */
const sectionsOf = (lines: ReadonlyMap<string, string>): readonly string[] => {
  const known = answerable.flatMap(({ name, group, meaning, secret }): readonly Entry[] => {
    const names = secret === true ? [name, fileTwinOf(name)] : [name];
    return names.flatMap((written) => {
      const value = lines.get(written);
      return value === undefined ? [] : [{ group, text: `# ${meaning}\n${written}=${value}` }];
    });
  });
  const names = new Set(answerable.flatMap(({ name }) => [name, fileTwinOf(name)]));
  const others = [...lines].flatMap(([name, value]): readonly Entry[] =>
    names.has(name) ? [] : [{ group: 'Declared integrations', text: `${name}=${value}` }],
  );
  return Array.from(
    Map.groupBy([...known, ...others], ({ group }) => group),
    ([group, entries]) => [`# === ${group} ===`, ...entries.map(({ text }) => text)].join('\n'),
  );
};

/** Answers that no env file can hold for everybody; a secret can, in a file. */
export const unportableProblems = (answers: Answers): readonly ConfigProblem[] =>
  Object.entries(answers).flatMap(([name, value]) =>
    isSecretName(name) || isPortable(value) ? [] : [{ variable: name, message: unportable }],
  );

const unportable =
  'cannot stand in an env file, because node, docker, compose and systemd read #, $, backslashes and quotes at the beginning each in their own way; write it without';
