import type { ReportConfig } from './config.ts';
import type { Reader } from './reader.ts';
import { line, locale, oneOf, timeZone } from './values.ts';
import { defaultOf } from './variables.ts';

/** The `REPORT_` variables that say what a report looks like. `systemZone` is what `TZ` says. */
export const readReport = (read: Reader, systemZone: string | undefined): ReportConfig => {
  const title = read.optional('REPORT_TITLE', line(200));
  return {
    ...(title === undefined ? {} : { title }),
    timeZone: read.optional('REPORT_TIMEZONE', timeZone) ?? zoneOfSystem(read, systemZone),
    // The default is not looked up: `Intl` reads for 20 ms when it is first used, and the first question would wait.
    locale: read.optional('REPORT_LOCALE', locale) ?? defaultOf('REPORT_LOCALE'),
    onlyIf: read.defaulted('REPORT_ONLY_IF', oneOf(['always', 'warning', 'critical'])),
  };
};

/** `TZ` belongs to the system and may be written as POSIX likes it (`:Europe/Berlin`, `CET-1CEST`): never an error. */
const zoneOfSystem = (read: Reader, systemZone: string | undefined): string => {
  const text = systemZone?.trim().replace(/^:/, '') ?? '';
  if (text === '' || read.isSet('REPORT_TIMEZONE')) return 'UTC';
  const zone = timeZone(text);
  if (zone.ok) return zone.value;
  read.warn('TZ is not an IANA time zone, so the report uses UTC; set REPORT_TIMEZONE.');
  return 'UTC';
};
