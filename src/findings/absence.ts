import type { Part } from '../console/part.ts';
import type { IntegrationSection } from '../integrations/results.ts';
import type { Absence, RememberedFinding } from '../report/compare.ts';
import { networkOrigin } from '../report/found.ts';
import type { Block } from '../report/section.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import { partsReadBy } from './parts-read.ts';

/** What the absence of an earlier finding means in this report: gone only where all that it was read from was read. */
export const absenceOf =
  (snapshot: Snapshot, sections: readonly IntegrationSection[]) =>
  ({ id, origin }: Pick<RememberedFinding, 'id' | 'origin'>): Absence => {
    const integration = origin === networkOrigin ? countedBy(id) : origin;
    if (integration !== undefined) return absenceAt(sections.find(({ name }) => name === integration));
    if (needsIntegrations(id) && sections.some((section) => absenceAt(section) === 'not known'))
      return 'not known';
    return wereRead(partsReadBy(id).map((name) => snapshot[name])) ? 'gone' : 'not known';
  };

/** `traffic.more-than-usual:cloudflare.requests` is a rule of ours about what an integration counted. */
const countedBy = (id: string): string | undefined => /^traffic\.[^:]+:([^.]+)\./.exec(id)?.[1];

/** Rules that compare the console with whatever integration told of the same. */
const needsIntegrations = (id: string): boolean => /^across\.(?:attackers|line-outage)(?::|$)/.test(id);

const absenceAt = (section: IntegrationSection | undefined): Absence => {
  if (section === undefined) return 'not watched';
  return section.success && !section.data.blocks.some(tellsOfFailure) ? 'gone' : 'not known';
};

/** What a version does not have told nothing before either; but where nothing at all was read, nothing is known. */
const wereRead = (parts: readonly Part<unknown>[]): boolean =>
  parts.some(({ status }) => status === 'ok') && !parts.some(hasFailed);

const hasFailed = (part: Part<unknown>): boolean =>
  part.status === 'missing' ? part.code !== 'unsupported' : part.notes.some(saysUnread);

/** A note that warns is how an integration tells of a part that failed. A missing permission is no accident of today. */
const tellsOfFailure = (block: Block): boolean =>
  block.kind === 'note' &&
  (saysUnread(block.text) || (block.tone === 'warning' && !/permi(t|ssion)/i.test(block.text)));

const saysUnread = (note: string): boolean => /could not be read/i.test(note);
