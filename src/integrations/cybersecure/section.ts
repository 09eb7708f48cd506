import { withSubject } from '../../net/deed.ts';
import type { MissingPart } from '../../net/parts.ts';
import type { Block, Fact } from '../../report/section.ts';
import type { Fetched } from '../integration.ts';
import type { Answers } from './client.ts';
import { findingsOf } from './findings.ts';
import { overview } from './overview.ts';
import { stateOf } from './state.ts';
import { type Ranked, type Tally, tally } from './tally.ts';

const mostSignatures = 10;
const mostAddresses = 5;

/** What is shown of the answers; a failure when none of the parts could be read. */
export function writeFetched(answers: Answers, host: string): Fetched {
  const missing = [answers.subscription, answers.prevention, answers.detections].filter((part) => !part.ok);
  if (missing.length === 3) return failureOf(missing);

  const state = stateOf(answers);
  const found = answers.detections.ok ? answers.detections.data : undefined;
  const counts = found && tally(found.rows);
  return {
    blocks: [
      overview(state, found && counts && { source: found.source, counts }),
      ...missing.map(missingNote),
      ...(found?.notes ?? []).map((text): Block => ({ kind: 'note', tone: 'neutral', text })),
      ...(counts ? rankings(counts) : []),
    ],
    facts: [...(counts?.attackers ?? []), ...metrics(state.signatures, counts)],
    findings: findingsOf(state, host),
  };
}

/** The reason that says most: that of a part which this console does know. */
function failureOf(missing: readonly MissingPart[]): Fetched {
  const telling = missing.find(({ code }) => code !== 'unsupported') ?? missing[0];
  if (telling === undefined) return { failure: 'unexpected', detail: 'no part was asked for' };
  return { failure: telling.code, detail: telling.detail };
}

/** "Not available", "not permitted" and "could not be read" are three different sentences (DESIGN §7.5). */
function missingNote({ name, code, detail }: MissingPart): Block {
  if (code === 'unsupported') {
    return { kind: 'note', tone: 'neutral', text: `${name}: not available on this console (${detail}).` };
  }
  const problem = code === 'forbidden' ? 'this key is not permitted to read it' : 'could not be read';
  return { kind: 'note', tone: 'warning', text: `${name}: ${problem} (${withSubject(detail)}).` };
}

function rankings({ signatures, sources, targets }: Tally): readonly Block[] {
  return [
    ...(signatures.length > 0 ? [signatureTable(signatures)] : []),
    ...(sources.length > 0 ? [addressBars('Top sources', sources)] : []),
    ...(targets.length > 0 ? [addressBars('Top targets', targets)] : []),
  ];
}

function signatureTable(signatures: readonly Ranked[]): Block {
  return {
    kind: 'table',
    title: 'Top signatures',
    columns: [
      { title: 'Signature' },
      { title: 'Rules' },
      { title: 'Hits', align: 'end' },
      { title: 'Blocked', align: 'end' },
    ],
    rows: signatures
      .slice(0, mostSignatures)
      .map(({ label, etPro, hits, blocked }) => [
        label,
        etPro ? 'ET PRO' : 'other',
        { number: hits },
        { number: blocked },
      ]),
    ...more(signatures.length - mostSignatures),
  };
}

function addressBars(title: string, ranked: readonly Ranked[]): Block {
  return {
    kind: 'bars',
    title,
    items: ranked
      .slice(0, mostAddresses)
      .map(({ label, hits }) => ({ label, amount: hits, value: { number: hits } })),
    ...more(ranked.length - mostAddresses),
  };
}

const more = (leftOut: number) => (leftOut > 0 ? { more: `and ${leftOut} more` } : {});

function metrics(signatures: number | undefined, counts: Tally | undefined): readonly Fact[] {
  const values = {
    'cybersecure.signatures': signatures,
    'cybersecure.blocked': counts?.blocked,
    'cybersecure.detected': counts?.detected,
    'cybersecure.et-pro': counts?.etPro,
  };
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [{ kind: 'metric', key, value, unit: key === 'cybersecure.signatures' ? 'signatures' : 'hits' }],
  );
}
