import * as v from 'valibot';
import type { Log, LogFields } from '../net/log.ts';

/** The warning of `console-fetch.ts` about a certificate that was refused; without `line` it could not be looked at. */
const refused = v.object({
  event: v.literal('certificate_untrusted'),
  line: v.optional(v.string()),
  warning: v.string(),
});

export interface OverheardAdvice {
  /** Passes everything on. */
  readonly log: Log;
  /** The warning and the line to paste, in that order; empty when no certificate was refused. */
  advice(): readonly string[];
}

/**
 * What the log is told about a refused certificate, for the checklist as well: errors leave it to the log, because they
 * also stand in the mail (see `console-fetch.ts`), but who runs a check sits at the machine that trusts.
 */
export const overhearAdvice = (log: Log): OverheardAdvice => {
  const heard = new Set<string>();
  const warn = (fields: LogFields, message: string): void => {
    const parsed = v.safeParse(refused, fields);
    if (parsed.success && parsed.output.line !== undefined) {
      heard.add(parsed.output.warning).add(parsed.output.line);
    }
    log.warn(fields, message);
  };
  return {
    log: {
      debug: (fields, message) => log.debug(fields, message),
      info: (fields, message) => log.info(fields, message),
      warn,
      error: (fields, message) => log.error(fields, message),
    },
    advice: () => [...heard],
  };
};
