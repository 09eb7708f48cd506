import type { Log, LogFields } from '../../src/net/log.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: LogFields;
  readonly message: string;
}

/** A log that keeps its lines, so that a test can say which were written. */
export function recordingLog(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: LogFields, message: string) => {
    lines.push({ level, fields, message });
  };
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
}

/** Without what is no fault: parts that a console of this version does not have are told at debug. */
export const aboveDebug = <T extends { readonly level: string }>(lines: readonly T[]): readonly T[] =>
  lines.filter(({ level }) => level !== 'debug');

/** Only what nobody expected: bugs of the program. */
export const bugsIn = <T extends { readonly level: string }>(lines: readonly T[]): readonly T[] =>
  lines.filter(({ level }) => level === 'error');
