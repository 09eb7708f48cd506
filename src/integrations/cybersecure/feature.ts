import type { MissingPart, PartOutcome } from '../../net/parts.ts';

/** A protection beside intrusion prevention: on, off, or why that is not known. */
export type Feature =
  | { readonly state: 'on' | 'off' }
  /** `because` is the answer that could have told; absent: all that answered do not say. */
  | { readonly state: 'unknown'; readonly because?: MissingPart };

/**
 * What several surfaces say together: one that says "on" is believed before one that says "off", because each knows only
 * its own way of switching it on.
 * @param parts where it could have been told
 */
export function featureOf(
  told: readonly (boolean | undefined)[],
  parts: readonly PartOutcome<unknown>[],
): Feature {
  if (told.includes(true)) return { state: 'on' };
  if (told.includes(false)) return { state: 'off' };
  const missing = parts.filter((part) => !part.ok);
  const failed = missing.find(({ code }) => code !== 'unsupported');
  const because = failed ?? (missing.length === parts.length ? missing[0] : undefined);
  return because === undefined ? { state: 'unknown' } : { state: 'unknown', because };
}
