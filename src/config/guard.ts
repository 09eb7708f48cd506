import type { defaultGuardSettings, GuardSettings } from '../net/guard-settings.ts';
import { timerDuration } from './durations.ts';
import type { Parse } from './parsed.ts';
import type { Reader } from './reader.ts';
import { integer } from './values.ts';

/** Those that have a default. */
type Setting = keyof typeof defaultGuardSettings;

interface Knob {
  readonly setting: Setting;
  /** The variable that sets it for all integrations. */
  readonly forAll: string;
  /** What follows `CLOUDFLARE_` in the variable that sets it for one. */
  readonly forOne: string;
  readonly meaning: string;
  readonly parse: Parse<number>;
}

const count = integer(1, 100);

/** DESIGN §4, the table of knobs. */
const knobs: readonly Knob[] = [
  {
    setting: 'circuitThreshold',
    forAll: 'CIRCUIT_THRESHOLD',
    forOne: 'CIRCUIT_THRESHOLD',
    meaning: 'consecutive failed fetches that open the circuit',
    parse: count,
  },
  {
    setting: 'circuitResetAfterMs',
    forAll: 'CIRCUIT_RESET_AFTER',
    forOne: 'CIRCUIT_RESET_AFTER',
    meaning: 'time until an open circuit lets one trial through',
    parse: timerDuration,
  },
  {
    setting: 'timeoutMs',
    forAll: 'INTEGRATION_TIMEOUT',
    forOne: 'TIMEOUT',
    meaning: 'budget of one fetch, waits included',
    parse: timerDuration,
  },
  {
    setting: 'attemptTimeoutMs',
    forAll: 'INTEGRATION_ATTEMPT_TIMEOUT',
    forOne: 'ATTEMPT_TIMEOUT',
    meaning: 'one attempt of one request',
    parse: timerDuration,
  },
  {
    setting: 'retryAttempts',
    forAll: 'RETRY_ATTEMPTS',
    forOne: 'RETRY_ATTEMPTS',
    meaning: 'attempts per request, the first one counted',
    parse: count,
  },
  {
    setting: 'retryWaitMs',
    forAll: 'RETRY_WAIT',
    forOne: 'RETRY_WAIT',
    meaning: 'first wait between attempts; it doubles',
    parse: timerDuration,
  },
  {
    setting: 'retryMaxWaitMs',
    forAll: 'RETRY_MAX_WAIT',
    forOne: 'RETRY_MAX_WAIT',
    meaning: 'longest wait between attempts',
    parse: timerDuration,
  },
];

/** The knob variables of one integration, by its prefix (`CLOUDFLARE`). */
export const guardVariablesFor = (prefix: string): readonly { name: string; meaning: string }[] =>
  knobs.map(({ forOne, meaning }) => ({ name: `${prefix}_${forOne}`, meaning }));

/** What is set for all integrations; a knob that is not set is absent, so that a definition's own wish holds. */
export const readGuard = (read: Reader): Partial<GuardSettings> => readKnobs(read, ({ forAll }) => forAll);

/** What is set for one integration. */
export const readGuardFor = (read: Reader, prefix: string): Partial<GuardSettings> =>
  readKnobs(read, ({ forOne }) => `${prefix}_${forOne}`);

const readKnobs = (read: Reader, nameOf: (knob: Knob) => string): Partial<GuardSettings> => {
  const settings: { [Each in Setting]?: number } = {};
  for (const knob of knobs) {
    const value = read.optional(nameOf(knob), knob.parse);
    if (value !== undefined) settings[knob.setting] = value;
  }
  const { retryWaitMs, retryMaxWaitMs } = settings;
  if (retryWaitMs !== undefined && retryMaxWaitMs !== undefined && retryWaitMs > retryMaxWaitMs) {
    const [wait, most] = knobs.filter(
      ({ setting }) => setting === 'retryWaitMs' || setting === 'retryMaxWaitMs',
    );
    if (wait && most)
      read.problem(nameOf(wait), `is longer than ${nameOf(most)}; make it shorter, or raise that`);
  }
  return settings;
};
