export type ParsedSchedule =
  | { readonly ok: true; readonly expression: string; readonly preset?: 'daily' | 'weekly' | 'monthly' }
  | { readonly ok: false; readonly message: string };

/** What reading a schedule needs of the cron library. */
export interface CronReader {
  /** What is wrong with an expression, field by field; empty when it is right. */
  problems(expression: string): readonly string[];
  /** Throws when the expression matches no time at all. */
  nextRunsMs(expression: string, timeZone: string, count: number): readonly number[];
}

const presets = { daily: '0 7 * * *', weekly: '0 7 * * 1', monthly: '0 7 1 * *' } as const;

/** Four years with their leap day; the extra day is for a change of the clock in between. */
const rarestMs = (4 * 365 + 2) * 24 * 60 * 60 * 1000;

const whatIsRight =
  'write daily, weekly, monthly or a cron expression of five fields (minute, hour, day of month, month, day of week), such as "30 6 * * 1-5"';

const isPreset = (word: string): word is keyof typeof presets => Object.hasOwn(presets, word);

const isTimeZone = (timeZone: string): boolean => {
  // What a configuration without a zone has needs no look: `Intl` reads for 20 ms when it is first used.
  if (timeZone === 'UTC') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const isDueOftenEnough = (cron: CronReader, expression: string, timeZone: string): boolean => {
  try {
    const [first = 0, second = Number.POSITIVE_INFINITY] = cron.nextRunsMs(expression, timeZone, 2);
    return second - first <= rarestMs;
  } catch {
    return false;
  }
};

const refuse = (message: string): ParsedSchedule => ({ ok: false, message });

/** See `parseSchedule` in schedule.ts, which hands in the cron library. */
export const readSchedule = (cron: CronReader, value: string, timeZone: string): ParsedSchedule => {
  const expression = value.trim().replaceAll(/\s+/g, ' ');
  // The cron library takes any time zone and fails later (libraries reference §1.1).
  if (!isTimeZone(timeZone)) {
    return refuse(`"${timeZone}" is not a time zone; write one such as Europe/Berlin in REPORT_TIMEZONE`);
  }
  const word = expression.toLowerCase();
  if (isPreset(word)) return { ok: true, expression: presets[word], preset: word };

  const problems = cron.problems(expression);
  if (problems.length > 0) {
    return refuse(`"${expression}" is not a schedule (${problems.join('; ')}); ${whatIsRight}`);
  }
  if (!isDueOftenEnough(cron, expression, timeZone)) {
    return refuse(
      `"${expression}" is due less than once in four years (day of month and day of week must both match); ${whatIsRight}`,
    );
  }
  return { ok: true, expression };
};
