import { internetLines, type Line } from './internet-lines.ts';
import { type FindingContext, known } from './rule.ts';

/** Since when nobody reaches the internet over any line; `sinceMs` is absent where the console does not tell. */
export interface InternetDown {
  readonly sinceMs?: number;
}

/** Nothing where some line is up, or where nothing is known. */
export function internetDown({ snapshot }: FindingContext): InternetDown | undefined {
  const lines = internetLines(known(snapshot.internet));
  if (!lines.some(({ down }) => down) || lines.some(({ up }) => up === true)) return undefined;
  const starts = lines.flatMap(({ downSinceMs }) => downSinceMs ?? []);
  return starts.length === 0 ? {} : { sinceMs: Math.max(...starts) };
}

/** How a line is called in the middle of a sentence. */
export const lineWord = ({ title }: Line): string => (title === 'The internet' ? 'the internet' : title);
