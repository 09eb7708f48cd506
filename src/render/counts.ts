import { type Severity, severities } from '../report/section.ts';
import { counted, type Writer } from './writer.ts';

/** "1 critical, 2 warnings and 3 notices"; empty for none at all. */
export const countsInWords = (counts: Readonly<Record<Severity, number>>, write: Writer): string => {
  const words = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) =>
      severity === 'critical'
        ? `${write.value({ number: counts.critical })} critical`
        : counted(write, counts[severity], severity),
    );
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
};
