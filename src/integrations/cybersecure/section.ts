import type { MissingPart } from '../../net/parts.ts';
import type { Block, ConsolePlace } from '../../report/section.ts';
import type { Fetched } from '../integration.ts';
import { type Answers, partsOf } from './client.ts';
import { type Counted, detectionFacts } from './detection-facts.ts';
import { findingsOf } from './findings.ts';
import { metricsOf } from './metrics.ts';
import { failureOf, missingNote } from './missing.ts';
import { type NamedConsole, overview } from './overview.ts';
import { rankings } from './rankings.ts';
import { type ProtectionState, stateOf } from './state.ts';
import { tally } from './tally.ts';

interface Circumstances {
  readonly host: string;
  /** By the console's clock. */
  readonly nowMs: number;
  /** The section is about a console or site that was named for it: then it says which. */
  readonly isNamed: boolean;
}

/** What is shown of the answers; a failure when none of the parts could be read. */
export function writeFetched(answers: Answers, circumstances: Circumstances): Fetched {
  const missing = partsOf(answers).filter((part) => !part.ok);
  if (missing.length === partsOf(answers).length) return failureOf(missing);

  const { host, nowMs, isNamed } = circumstances;
  const state = stateOf(answers);
  const counted = countedIn(answers);
  const place = placeOf(host, answers);
  const named: NamedConsole = { host, ...(answers.site && { site: answers.site.description }) };
  return {
    blocks: [
      ...overview({
        state,
        answers,
        etProFired: (counted?.counts.etPro.all ?? 0) > 0,
        nowMs,
        ...(isNamed && { console: named }),
      }),
      detectionFacts(counted, state.threats),
      ...gaps(answers, state).map(missingNote),
      ...detectionNotes(answers, state),
      ...(counted ? rankings(counted.counts, !isNamed) : []),
    ],
    facts: [...(counted?.counts.attackers ?? []), ...metricsOf(state, nowMs, counted)],
    findings: findingsOf({
      state,
      place,
      nowMs,
      ...(answers.detections.ok && { rows: answers.detections.data.rows }),
    }),
  };
}

function countedIn({ detections }: Answers): Counted | undefined {
  if (!detections.ok) return undefined;
  return { source: detections.data.source, counts: tally(detections.data.rows) };
}

const placeOf = (host: string, { site }: Answers): ConsolePlace => ({
  host,
  ...(site && { site: site.name }),
});

/**
 * What could not be read. Filters and features are named only where they leave something unknown that a reader could get
 * by a permission or a second try; that a version does not have them stands beside the value.
 */
function gaps(answers: Answers, { contentFiltering, adBlocking }: ProtectionState): readonly MissingPart[] {
  const main = [answers.subscription, answers.prevention, answers.detections].filter((part) => !part.ok);
  const side = [contentFiltering, adBlocking].flatMap((feature) =>
    feature.state === 'unknown' && feature.because !== undefined && feature.because.code !== 'unsupported'
      ? [feature.because]
      : [],
  );
  return [...new Set([...main, ...side, ...(answers.missingNames ? [answers.missingNames] : [])])];
}

/** "None" is a sentence of its own, and not the same where nothing was looked for. */
function detectionNotes({ detections }: Answers, { prevention }: ProtectionState): readonly Block[] {
  if (!detections.ok) return [];
  const { rows, notes } = detections.data;
  const none =
    prevention === 'off'
      ? 'No detections: intrusion prevention is off, so nothing was looked for.'
      : 'No intrusion detections in this period.';
  return [...(rows.length === 0 ? [none] : []), ...notes].map((text) => ({
    kind: 'note',
    tone: 'neutral',
    text,
  }));
}
