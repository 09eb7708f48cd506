import type { Snapshot } from '../unifi/snapshot.ts';
import type { ConsolePlace, Finding } from './section.ts';

/**
 * Gives a finding the id of its place: on the report's own console it is as it is, so that what its own rules find as well
 * has the same id; elsewhere the place is part of what it is about (`security.inside-known-bad:10.0.0.9@other.example`).
 */
export const inPlace =
  (own: Pick<Snapshot, 'host' | 'site'>) =>
  ({ place, ...finding }: Finding): Finding => {
    if (place === undefined || isSamePlace(place, own)) return finding;
    const where = place.site === undefined ? place.host : `${place.host}/${place.site}`;
    return { ...finding, id: `${finding.id}${finding.id.includes(':') ? '@' : ':'}${where}` };
  };

/** A console that could not be asked for its site has found nothing itself. */
const isSamePlace = ({ host, site }: ConsolePlace, own: Pick<Snapshot, 'host' | 'site'>): boolean =>
  host.toLowerCase() === own.host.toLowerCase() &&
  (site === undefined || own.site === undefined || site === own.site.name);

/** Of findings with one id the first is kept: the worst one, where the worst come first. */
export const toldOnce = (findings: readonly Finding[]): Finding[] =>
  [...Map.groupBy(findings, ({ id }) => id).values()].flatMap((same) => same.slice(0, 1));
