import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitSteps, uncutLimits } from '../../src/render/limits.ts';
import { readShippedTemplate, templateNames } from '../../src/render/templates.ts';
import { reportView } from '../../src/render/view.ts';
import type { Block } from '../../src/report/section.ts';
import { eventfulReport } from '../helpers/report.ts';

/** What templates write as it stands, by the last part of its name. */
const unescaped = new Set(['tag', 'tags', 'before', 'open', 'close', 'wide', 'narrow']);

test('templates write nothing as it stands but tags and attributes of ours', () => {
  const written = templateNames.flatMap((name) => [
    ...readShippedTemplate(name).matchAll(/\{\{\{([^}]*)\}\}\}/gu),
  ]);
  // `this` is one of a series' `tags`.
  const names = written.map(([, name = '']) => (name === 'this' ? 'tags' : name.replace(/^\w+\./u, '')));
  expect(new Set(names)).toEqual(unescaped);
});

/** Everything below a view that templates write as it stands. */
const unescapedIn = (view: unknown, name = ''): readonly string[] => {
  if (typeof view === 'string') return unescaped.has(name) ? [view] : [];
  if (Array.isArray(view)) return view.flatMap((one) => unescapedIn(one, name));
  if (view === null || typeof view !== 'object') return [];
  return Object.entries(view).flatMap(([key, one]) => unescapedIn(one, key));
};

const attribute = String.raw` (align="(left|right)"|width="\d{1,3}%"|class="(keep|none|keep none)"|style="[a-z0-9 #:;-]+")`;
const mark = '<strong class="(critical|warning|good|neutral)" style="color:#[0-9a-f]{6}">';
const ofOurs = new RegExp(
  `^(<th scope="row"|<td( data-label=")?|"?(${attribute})*>(${mark})?|(${attribute})*|${mark}|(</strong>)?(</t[dh]>)?)$`,
  'u',
);

test('whatever the network says, those are of constants and numbers of ours', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 90 }),
    fc.constantFrom('"><b onclick="x', '</td><script>', "' style='x", '–', ''),
  );
  const value = fc.oneof(text, fc.record({ text, tone: fc.constantFrom('good', 'critical') }));
  const items = fc.array(fc.record({ label: text, value, amount: fc.double(), hint: text }), {
    minLength: 1,
    maxLength: 4,
  });
  const columns = fc.array(fc.record({ title: text, align: fc.constant('end'), isDetail: fc.boolean() }), {
    minLength: 1,
    maxLength: 9,
  });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constant('facts'), title: text, items }),
    fc.record({ kind: fc.constant('bars'), title: text, items, more: text }),
    fc.record({
      kind: fc.constant('table'),
      columns,
      rows: fc.array(fc.array(value, { maxLength: 9 }), { maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('series'),
      title: text,
      summary: value,
      points: fc.array(fc.record({ atMs: fc.nat(), amount: fc.double() }), { maxLength: 9 }),
    }),
  );
  let seen = 0;
  fc.assert(
    fc.property(fc.array(block), (blocks) => {
      const report = eventfulReport({ network: [{ name: 'x', title: 'X', blocks }] });
      for (const limits of [uncutLimits, limitSteps[0]]) {
        const found = unescapedIn(reportView(report, { locale: 'en-GB', limits }));
        expect(found.filter((one) => !ofOurs.test(one))).toEqual([]);
        seen += found.length;
      }
    }),
  );
  expect(seen).toBeGreaterThan(1_000);
});
