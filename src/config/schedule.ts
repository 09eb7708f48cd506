import { parseSchedule } from '../schedule/schedule.ts';
import type { ScheduleConfig } from './config.ts';
import { type Parse, parsed, wrong } from './parsed.ts';
import type { Reader } from './reader.ts';
import { boolean } from './values.ts';

/** `REPORT_SCHEDULE` and `REPORT_CATCH_UP`. */
export const readSchedule = (read: Reader, timeZone: string): ScheduleConfig => {
  const parse: Parse<Pick<ScheduleConfig, 'expression' | 'preset'>> = (text) => {
    const schedule = parseSchedule(text, timeZone);
    if (!schedule.ok) return wrong(schedule.message);
    const { expression, preset } = schedule;
    return parsed({ expression, ...(preset === undefined ? {} : { preset }) });
  };
  return {
    ...read.defaulted('REPORT_SCHEDULE', parse),
    timeZone,
    catchUp: read.defaulted('REPORT_CATCH_UP', boolean),
  };
};
