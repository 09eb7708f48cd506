import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import { displayWidth } from '../../src/render/text-lines.ts';
import type { Report } from '../../src/report/report.ts';
import type { Block } from '../../src/report/section.ts';
import { failedSection, quietReport, readSection } from '../helpers/report.ts';
import { parseHtml, visibleText } from './html-elements.ts';
import { occurrences, rendered } from './renderer.ts';

const blocksSaying = (text: string): readonly Block[] => [
  { kind: 'facts', title: text, items: [{ label: text, value: text, hint: text }] },
  {
    kind: 'table',
    title: text,
    columns: [{ title: text }, { title: text }, { title: 'State' }, { title: text, align: 'end' }],
    rows: [[text, { text, tone: 'critical' }, 'offline', text], [text]],
    more: text,
  },
  { kind: 'bars', title: text, items: [{ label: text, amount: 3, value: text }], more: text },
  {
    kind: 'series',
    title: text,
    points: [{ atMs: 0, amount: 1 }],
    summary: text,
    largest: text,
    marks: [{ fromMs: 0, toMs: 1, label: text }],
  },
  { kind: 'note', tone: 'warning', text },
];

/** A report that says the same text wherever a text can stand. */
const reportSaying = (text: string): Report =>
  quietReport({
    title: text,
    consoleFailure: text,
    verdict: {
      severity: 'warning',
      headline: text,
      summary: text,
      counts: { critical: 0, warning: 1, notice: 0 },
    },
    notices: [text],
    findings: [
      { id: text, severity: 'warning', title: text, meaning: text, advice: text, things: [text, `${text}2`] },
    ],
    network: [{ name: text, title: text, blocks: blocksSaying(text) }],
    integrations: [readSection(text, blocksSaying(text)), failedSection(text, text)],
    coverage: [{ subject: text, sentence: text }],
    footer: { mutedCount: 0, programVersion: text, console: text, tookMs: 1 },
  });

const allowedTags = new Set(
  'html head meta title body div table thead tbody tr th td p h1 h2 h3 ul li strong span br img'.split(' '),
);
/** The attributes in which a text from outside may stand: quoted, and without any effect. */
const attributesWithText = new Set(['aria-label', 'data-label', 'alt']);

const harmless = /^[\w #%.:;,()/+'-]*$/u;
/** A picture of ours, in the mail or in the page itself. */
const ownPicture =
  /^(cid:series-\d+\.\d+@unifi-report\.invalid|data:image\/png;base64,[\w+/]+(&#x3D;){0,2})$/u;

const expectInert = (report: Report): void => {
  const { html, page, text, subject, images } = rendered(report, { isMailed: true });
  for (const { tag, attributes } of [html, page].flatMap(parseHtml)) {
    expect(allowedTags).toContain(tag);
    for (const [name, value] of attributes) {
      if (tag === 'img' && name === 'src') {
        expect(value).toMatch(ownPicture);
        continue;
      }
      expect(name).not.toMatch(/^(on|href|src|action|background$)/u);
      if (!attributesWithText.has(name) && tag !== 'meta') expect(value).toMatch(harmless);
    }
  }
  for (const { contentId, fileName } of images)
    expect(`${contentId} ${fileName}`).toMatch(/^series-\d+\.\d+@unifi-report\.invalid series-\d+\.png$/);
  for (const part of [html, page, text]) {
    expect(occurrences(part, unableToFetchData)).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
    expect(part).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\p{Cf}|\p{Cs}/u);
  }
  expect(text.split('\n').filter((line) => displayWidth(line) > 78)).toEqual([]);
  expect(subject).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}/u);
};

const hostileTexts = {
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'an attribute that ends early': '"><b onmouseover="alert(1)" style="position:fixed',
  'single quotes and backticks': "' onload='alert(1)` onload=`alert(1)",
  'a comment and conditional code': '<!--[if mso]><p>--><![endif]-->',
  'template syntax': '{{#each this}}{{{this}}}{{/each}} {{> finding}} {{@root.footer}}',
  'line breaks': 'one\r\nBcc: victim@example.org\r\n\r\ntwo\u2028three',
  'bidirectional overrides': '\u202Egnp.exe\u202C\u2066x\u2069\u200F',
  'zero-width and control characters': 'a\u200Bb\u200Dc\uFEFFd\u0000e\u001b[31mf\u009bg',
  'lone surrogates': 'x\uD800y\uDFFFz',
  '5,000 letters without a space': 'W'.repeat(5_000),
  '5,000 wide letters': '語'.repeat(5_000),
  emoji: '👩‍🚀🏴‍☠️🇩🇪 AP 🛜',
  'right-to-left script': 'מדפסת المكتب 2',
  'stacked marks': `Z${'\u0335'.repeat(400)}`,
  'an entity': '&lt;b&gt; &amp;amp; &nbsp; &#60;',
  'a style and a link': 'javascript:alert(1) url(https://evil.example) expression(1)',
  'names of the prototype': '__proto__ constructor toString',
  nothing: '',
  'nothing but blanks': ' \t\n ',
} as const;

describe('what the network says is inert in subject, HTML and text', () => {
  test.each(Object.entries(hostileTexts))('%s', (_, text) => {
    expectInert(reportSaying(text));
  });

  test('whatever it is', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom(...Object.values(hostileTexts)),
      fc
        .array(fc.constantFrom('<', '>', '"', "'", '&', '{{', '}}', '\r\n', '--', '=', '`', ';', 'x'), {
          maxLength: 40,
        })
        .map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => expectInert(reportSaying(text))),
      { numRuns: 60 },
    );
  });
});

test('a name with markup and ampersands reads as it is in both parts, without entities in the text', () => {
  const name = `R&D "Büro" <1> & 'Co' {{x}}`;
  const { html, text } = rendered(quietReport({ title: name }));
  expect(text.split('\n')[0]).toBe(name);
  expect(visibleText(html)).toContain(name);
  expect(html).not.toContain('<1>');
});

test('only widths, heights and colours of our own get into style and size attributes', () => {
  const styles = (report: Report): ReadonlySet<string> =>
    new Set(parseHtml(rendered(report).html).flatMap(({ attributes }) => attributes.get('style') ?? []));
  const known = new Set([...styles(reportSaying('plain')), ...styles(reportSaying('W'.repeat(90)))]);
  for (const text of Object.values(hostileTexts)) {
    expect([...styles(reportSaying(text))].filter((style) => !known.has(style))).toEqual([]);
  }
});
