import type { Snapshot } from '../unifi/snapshot.ts';
import type { ConsolePlace, Finding } from './section.ts';

/**
 * Says where a finding is from. On the report's own console that is plain, and it has the id of the own rule that finds
 * the same; elsewhere title and id name the place (`cybersecure.inside-known-bad:10.0.0.9@other.example/default`).
 */
export const inPlace =
  (own: Pick<Snapshot, 'host' | 'site'>) =>
  ({ place, ownRuleId, ...finding }: Finding): Finding => {
    if (place === undefined) return finding;
    if (isSamePlace(place, own)) return { ...finding, id: ownRuleId ?? finding.id };
    const placeWord = isSameHost(place, own) ? `Site ${place.site}` : place.host;
    const where = place.site === undefined ? place.host : `${place.host}/${place.site}`;
    return {
      ...finding,
      id: `${finding.id}${finding.id.includes(':') ? '@' : ':'}${where}`,
      title: `${placeWord}: ${finding.title}`,
      ...(finding.short === undefined ? {} : { short: `${placeWord}: ${finding.short}` }),
    };
  };

const isSameHost = ({ host }: ConsolePlace, own: Pick<Snapshot, 'host'>): boolean =>
  host.toLowerCase() === own.host.toLowerCase();

/** A console that could not be asked for its site has found nothing itself. */
const isSamePlace = (place: ConsolePlace, own: Pick<Snapshot, 'host' | 'site'>): boolean =>
  isSameHost(place, own) &&
  (place.site === undefined || own.site === undefined || place.site === own.site.name);

/** Of findings with one id the first is kept: the worst one, where the worst come first. */
export const toldOnce = <T extends { readonly id: string }>(findings: readonly T[]): T[] =>
  [...Map.groupBy(findings, ({ id }) => id).values()].flatMap((same) => same.slice(0, 1));
