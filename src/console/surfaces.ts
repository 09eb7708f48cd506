import { isSourceError, SourceError } from '../net/errors.ts';
import type { Console, Question } from './console.ts';
import { isRecord, readText } from './fields.ts';
import { singleFlight } from './wait.ts';

type Read = Console['read'];

/** A surface that was missing is looked for again after so long, even if the version looks the same. */
const rememberedForMs = 24 * 3_600_000;

/** A version that was told so recently is the one of now. */
const versionLastsMs = 60_000;

/** Every version has these: where one is "not there" a console is just starting (UniFi API reference §1.1). */
const everywhere: ReadonlySet<string> = new Set(['stat/sysinfo', 'stat/health', 'stat/device', 'stat/sta']);

const systemQuestion: Question = { surface: 'legacy', operation: 'read the system', path: 'stat/sysinfo' };

/**
 * Remembers for the process which surfaces a console does not have, so that a daemon does not ask for them in every
 * report (UniFi API reference §1.4, §5.1). Only "not on this version" is remembered; another version than before forgets
 * it, which is made sure of before a question is left out.
 *
 * @returns what makes a remembering reader of an asking one; all its readers share the memory
 */
export function rememberMissingSurfaces(now: () => number): (ask: Read) => Read {
  const missing = createMissing(now);
  const systemFlight = singleFlight<unknown>();
  let versionToldMs = Number.NEGATIVE_INFINITY;

  return (ask) => {
    const readSystem: Read = (question, deadline) =>
      systemFlight(deadline, async () => {
        const data = await ask(question, deadline);
        missing.isVersion(versionOf(data));
        versionToldMs = now();
        return data;
      });

    /** A console that does not tell its version may have another one by now. */
    const isStillMissing = async (question: Question, deadline: Parameters<Read>[1]): Promise<boolean> => {
      if (!missing.has(question)) return false;
      if (now() - versionToldMs < versionLastsMs) return true;
      try {
        await readSystem(systemQuestion, deadline);
      } catch {
        return false;
      }
      return missing.has(question);
    };

    return async (question, deadline) => {
      if (question.path === systemQuestion.path) return readSystem(question, deadline);
      if (await isStillMissing(question, deadline))
        throw new SourceError('unsupported', 'not available on this version of the console');
      try {
        return await ask(question, deadline);
      } catch (error) {
        missing.learn(question, error);
        throw error;
      }
    };
  };
}

function createMissing(now: () => number) {
  const untilMs = new Map<string, number>();
  let known: string | undefined;
  return {
    has: (question: Question): boolean => now() < (untilMs.get(keyOf(question)) ?? 0),
    learn: (question: Question, error: unknown): void => {
      if (!isSourceError(error) || error.code !== 'unsupported' || everywhere.has(question.path)) return;
      untilMs.set(keyOf(question), now() + rememberedForMs);
    },
    isVersion: (version: string | undefined): void => {
      if (version === undefined || (known !== undefined && known !== version)) untilMs.clear();
      known = version;
    },
  };
}

/** A path may be missing for GET and be there for POST. */
const keyOf = ({ surface, path, body }: Question): string =>
  `${surface} ${body === undefined ? 'GET' : 'POST'} ${path}`;

function versionOf(data: unknown): string | undefined {
  const info: unknown = Array.isArray(data) ? data[0] : undefined;
  return isRecord(info) ? readText(info.version) : undefined;
}
