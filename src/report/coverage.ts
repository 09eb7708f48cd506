import type { Part } from '../console/part.ts';
import type { IntegrationSection } from '../integrations/results.ts';
import { missingSentence } from '../unifi/section-missing.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import type { CoverageNote } from './report.ts';
import type { Block } from './section.ts';
import { sideParts } from './side-parts.ts';

/** The parts of a snapshot as the reader calls them, in the order of the report. */
const mainParts = [
  ['Console', 'system'],
  ['Health', 'health'],
  ['Internet', 'internet'],
  ['Devices', 'devices'],
  ['Clients', 'clients'],
  ['Intrusion detections', 'detections'],
  ['Events', 'events'],
] as const;

/**
 * What could not be read, or not completely. A failed integration has its own words in its own section, which stand
 * there only.
 */
export function coverageOf(snapshot: Snapshot, sections: readonly IntegrationSection[]): CoverageNote[] {
  const network = networkNotes(snapshot);
  const integrations = sections
    .filter((section) => !section.success)
    .map(({ displayName }) => ({ subject: displayName, sentence: 'Not read; its section says why.' }));
  return [...network, ...integrations];
}

/** All parts missing for one reason are one note. */
function networkNotes(snapshot: Snapshot): readonly CoverageNote[] {
  const [first, ...others] = mainParts.map(([, key]) => snapshot[key]);
  const same = first?.status === 'missing' ? missingSentence(first) : undefined;
  const isSame = (part: Part<unknown>) => part.status === 'missing' && missingSentence(part) === same;
  if (same !== undefined && others.every(isSame)) {
    return [{ subject: 'Everything from the console', sentence: same }];
  }
  // Where nothing at all was read, the small things need no line of their own.
  const isUnread = mainParts.every(([, key]) => snapshot[key].status === 'missing');
  return [...mainParts, ...(isUnread ? [] : sideParts)].flatMap(([subject, key]) =>
    sentences(snapshot[key]).map((sentence) => ({ subject, sentence })),
  );
}

const sentences = (part: Part<unknown>): readonly string[] =>
  part.status === 'missing' ? [missingSentence(part)] : part.notes;

/**
 * Whether something may have escaped the rules because it was not read: a part, a piece of one, or an integration. What
 * a version does not have is not that.
 */
export function isIncomplete(snapshot: Snapshot, sections: readonly IntegrationSection[]): boolean {
  return mainParts.some(([, key]) => hasGap(snapshot[key])) || sections.some(lacksSomething);
}

const hasGap = (part: Part<unknown>): boolean =>
  part.status === 'missing' ? part.code !== 'unsupported' : part.notes.some(tellsOfGap);

const lacksSomething = (section: IntegrationSection): boolean =>
  !section.success || section.data.blocks.some(isGapNote);

/** A note that warns is how an integration tells of a part that failed. */
const isGapNote = (block: Block): boolean =>
  block.kind === 'note' && (block.tone === 'warning' || tellsOfGap(block.text));

/** Notes are sentences for a reader; these are the words that every source has for what was refused or failed. */
const tellsOfGap = (note: string): boolean => /could not be read|not permitted/i.test(note);

/**
 * Why the console could not be read, in a sentence, when neither devices nor health could (DESIGN §6, exit code 3);
 * nothing otherwise. Refused credentials are named before what followed from them.
 */
export function consoleFailureOf({ host, devices, health }: Snapshot): string | undefined {
  if (devices.status !== 'missing' || health.status !== 'missing') return undefined;
  const reason = health.code === 'unauthorized' ? health : devices;
  return `The console at ${host} could not be read. ${capitalised(missingSentence(reason))}`;
}

/** Our prefix would say the same twice. */
function capitalised(sentence: string): string {
  const reason = sentence.replace(/^Could not be read: /, '');
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
