import * as v from 'valibot';
import { failureCodes, SourceError } from '../net/errors.ts';
import { severities } from '../report/section.ts';
import type { Fetched } from './integration.ts';

/** Longer strings are cut: no block may blow up the mail. */
const longestText = 2_000;
const longestList = 10_000;
/** The range of `Date`, ECMA-262 §21.4.1.1. */
const latestDateMs = 8.64e15;

const text = v.pipe(
  v.string(),
  v.transform((value) =>
    (value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value).toWellFormed(),
  ),
);
const number = v.pipe(v.number(), v.finite());
const amount = v.pipe(number, v.minValue(0));
const atMs = v.pipe(number, v.minValue(-latestDateMs), v.maxValue(latestDateMs));
const tone = v.picklist(['good', 'warning', 'critical', 'neutral']);
const listOf = <const Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item), v.maxLength(longestList));

const value = v.union([
  text,
  v.object({ text, tone: v.exactOptional(tone) }),
  v.object({ number, tone: v.exactOptional(tone) }),
  v.object({ bytes: number }),
  v.object({ bitsPerSecond: number }),
  v.object({ ratio: number, tone: v.exactOptional(tone) }),
  v.object({ durationMs: number }),
  v.object({ latencyMs: number }),
  v.object({ atMs }),
  v.object({ celsius: number, tone: v.exactOptional(tone) }),
  v.null(),
]);

const isDetail = v.exactOptional(v.boolean());

const facts = v.object({
  kind: v.literal('facts'),
  isDetail,
  title: v.exactOptional(text),
  items: listOf(v.object({ label: text, value, hint: v.exactOptional(text) })),
});
const table = v.object({
  kind: v.literal('table'),
  isDetail,
  title: v.exactOptional(text),
  columns: listOf(v.object({ title: text, align: v.exactOptional(v.picklist(['start', 'end'])), isDetail })),
  rows: listOf(listOf(value)),
  more: v.exactOptional(text),
});
const bars = v.object({
  kind: v.literal('bars'),
  isDetail,
  title: v.exactOptional(text),
  items: listOf(v.object({ label: text, amount, value })),
  more: v.exactOptional(text),
});
const series = v.object({
  kind: v.literal('series'),
  isDetail,
  title: text,
  points: listOf(v.object({ atMs, amount: number })),
  summary: value,
  shape: v.exactOptional(v.picklist(['line', 'columns'])),
  stepMs: v.exactOptional(v.pipe(number, v.gtValue(0))),
  largest: v.exactOptional(value),
  marks: v.exactOptional(listOf(v.object({ fromMs: atMs, toMs: atMs, label: text }))),
  fromMs: v.exactOptional(atMs),
  toMs: v.exactOptional(atMs),
});
const note = v.object({ kind: v.literal('note'), tone, text });

const block = v.pipe(
  v.variant('kind', [facts, table, bars, series, note]),
  v.check(
    (it) => it.kind !== 'table' || it.rows.every((row) => row.length === it.columns.length),
    'a row has not as many cells as there are columns',
  ),
);

const fact = v.variant('kind', [
  v.object({ kind: v.literal('attacker'), ip: text, count: amount, lastAtMs: atMs }),
  v.object({
    kind: v.literal('outage'),
    what: text,
    sinceMs: atMs,
    untilMs: v.exactOptional(atMs),
    findingId: v.exactOptional(text),
  }),
  v.object({ kind: v.literal('metric'), key: text, value: number, unit: text }),
]);

const finding = v.object({
  id: text,
  severity: v.picklist(severities),
  title: text,
  short: v.exactOptional(text),
  meaning: text,
  advice: text,
  things: listOf(text),
  sinceMs: v.exactOptional(atMs),
  ownRuleId: v.exactOptional(text),
  place: v.exactOptional(v.object({ host: text, site: v.exactOptional(text) })),
});

const data = v.object({ blocks: listOf(block), facts: listOf(fact), findings: listOf(finding) });
const failure = v.object({ failure: v.picklist(failureCodes), detail: v.string() });

/**
 * Checks what an integration returned, whatever its types promised: nothing that cannot be rendered passes (DESIGN §4).
 * @throws SourceError `unexpected` that names the place, for the log.
 */
export function parseFetched(returned: unknown): Fetched {
  const isFailure = typeof returned === 'object' && returned !== null && 'failure' in returned;
  const parsed = v.safeParse(isFailure ? failure : data, returned);
  if (parsed.success) return parsed.output;

  const [issue] = parsed.issues;
  const place = v.getDotPath(issue) ?? 'the whole';
  throw new SourceError('unexpected', `returned something that cannot be shown: ${place}: ${issue.message}`);
}
