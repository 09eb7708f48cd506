import * as v from 'valibot';
import { compileJsonFilter, compileJsonPath } from '../../integrations/declared/json-path.ts';
import {
  type DeclaredFindingSpec,
  type SectionBlockSpec,
  seriesSummaries,
  type ValueSpec,
  valueFormats,
} from '../../integrations/declared/section-spec.ts';
import { severities } from '../../report/section.ts';
import { type Parse, type Parsed, parsed, wrong } from '../parsed.ts';
import { fields, listOf, numberFrom, object, oneOf, parsedBy, string, text, whole } from './fields.ts';

const jsonPath: Parse<string> = (path) => {
  const compiled = compileJsonPath(path);
  return compiled.ok ? parsed(path) : wrong(compiled.message);
};

const filter: Parse<string> = (expression) => {
  const compiled = compileJsonFilter(expression);
  return compiled.ok ? parsed(expression) : wrong(compiled.message);
};

const path = v.pipe(string, parsedBy(jsonPath));

const valueEntries = {
  value: path,
  format: v.exactOptional(oneOf(valueFormats)),
  scale: v.exactOptional(numberFrom(-1e15, 1e15)),
} as const;

const valueSpec = (written: { value: string; format?: ValueSpec['format']; scale?: number }): ValueSpec => ({
  path: written.value,
  ...(written.format !== undefined && { format: written.format }),
  ...(written.scale !== undefined && { scale: written.scale }),
});

const labelled = object(
  v.pipe(
    fields({ label: text(), ...valueEntries }),
    v.transform((item) => ({ label: item.label, value: valueSpec(item) })),
  ),
);

const column = object(
  v.pipe(
    fields({ title: text(), ...valueEntries }),
    v.transform((item) => ({ title: item.title, value: valueSpec(item) })),
  ),
);

const limit = v.exactOptional(whole(1, 1_000));

const table = object(fields({ rows: path, columns: listOf(column, 12), limit }));
const bars = object(fields({ rows: path, label: path, ...valueEntries, limit }));
const series = object(
  fields({ rows: path, at: path, ...valueEntries, summary: v.exactOptional(oneOf(seriesSummaries), 'last') }),
);

const block = object(
  v.pipe(
    fields({
      title: v.exactOptional(text()),
      facts: v.exactOptional(listOf(labelled, 100)),
      table: v.exactOptional(table),
      bars: v.exactOptional(bars),
      series: v.exactOptional(series),
    }),
    parsedBy((written): Parsed<SectionBlockSpec> => blockOf(written)),
  ),
);

interface WrittenBlock {
  readonly title?: string;
  readonly facts?: readonly v.InferOutput<typeof labelled>[];
  readonly table?: v.InferOutput<typeof table>;
  readonly bars?: v.InferOutput<typeof bars>;
  readonly series?: v.InferOutput<typeof series>;
}

/** A function of its own, because it is used before it is written. */
function blockOf({ title: heading, facts, table, bars, series }: WrittenBlock): Parsed<SectionBlockSpec> {
  const title = heading === undefined ? {} : { title: heading };
  const blocks: SectionBlockSpec[] = [];
  if (facts !== undefined) blocks.push({ kind: 'facts', ...title, items: facts });
  if (table !== undefined) {
    const { rows, columns } = table;
    blocks.push({ kind: 'table', ...title, rows, columns, ...limitOf(table) });
  }
  if (bars !== undefined) {
    const { rows, label } = bars;
    blocks.push({ kind: 'bars', ...title, rows, label, value: valueSpec(bars), ...limitOf(bars) });
  }
  if (series !== undefined) {
    const { rows, at, summary } = series;
    blocks.push({ kind: 'series', ...title, rows, at, summary, value: valueSpec(series) });
  }
  const [only, ...more] = blocks;
  return only !== undefined && more.length === 0
    ? parsed(only)
    : wrong('must be one of facts, table, bars and series, each of them an entry of its own');
}

const limitOf = ({ limit }: { readonly limit?: number }) => (limit === undefined ? {} : { limit });

/** What the section shows. */
export const sectionSchema = listOf(block, 50);

const finding = object(
  v.pipe(
    fields({
      when: v.pipe(string, parsedBy(filter)),
      severity: oneOf(severities),
      title: text(),
      advice: v.exactOptional(text(500)),
    }),
    v.transform(
      ({ when, severity, title, advice }): DeclaredFindingSpec => ({
        when,
        severity,
        title,
        ...(advice !== undefined && { advice }),
      }),
    ),
  ),
);

export const findingsSchema = listOf(finding, 100);
