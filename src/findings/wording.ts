import { formatDuration, formatNumber, plainText } from '../report/format.ts';

/** Names come from the network and may be of any length; a title has room for this much of one. */
const maxNameLength = 60;

/** A name as it stands in a sentence. */
export function shortName(name: string): string {
  return plainText(name, maxNameLength) || '(unnamed)';
}

/** "1 device" · "3 devices" · "1,204 hits". */
export function counted(count: number, one: string, many: string): string {
  return `${formatNumber(count, 'en')} ${count === 1 ? one : many}`;
}

/** "A" · "A and B" · "A, B and 3 more". Names beyond `shown` are counted. */
export const listed = (names: readonly string[], shown = 3): string =>
  listedPhrases(names.slice(0, shown).map(shortName), names.length);

/** The same for phrases that are written already and may be longer than a name, of `total` in all. */
export function listedPhrases(written: readonly string[], total = written.length): string {
  const rest = total - written.length;
  const items = rest > 0 ? [...written, `${formatNumber(rest, 'en')} more`] : written;
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** " for 3 h", or nothing where the start is unknown or, by a wrong clock, still to come. */
export function forHowLong(sinceMs: number | undefined, nowMs: number): string {
  if (sinceMs === undefined || !(nowMs > sinceMs)) return '';
  return ` for ${formatDuration(nowMs - sinceMs)}`;
}

/** " 3 h", for the short form of a title; nothing as above. */
export const soLong = (sinceMs: number | undefined, nowMs: number): string =>
  forHowLong(sinceMs, nowMs).replace(/^ for/, '');

/** Spread into a finding: present where the start is known. */
export function since(sinceMs: number | undefined): { sinceMs?: number } {
  return sinceMs === undefined || !Number.isFinite(sinceMs) ? {} : { sinceMs };
}
