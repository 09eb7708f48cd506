import { beforeAll, describe, expect, test } from 'vitest';
import { partlySupported, progressive, unsupportedIn } from './client-support.ts';
import { asWordReadsIt, htmlFaults, rulesBroken, rulesOff } from './html-rules.ts';
import { reports } from './reports.ts';
import { testMessage } from './test-message.ts';
import { wordFaults } from './word-engine.ts';

/** What mail clients are given, by its name. */
const mails = new Map<string, string>();
/** What a browser is given. */
const wholePages = new Map<string, string>();

beforeAll(async () => {
  for (const [name, make] of Object.entries(reports)) {
    const { html, page } = await make();
    mails.set(`a report ${name}`, html);
    // All of them have the same templates; those of huge networks are megabytes of the same rows.
    if (/demo|clear|hostile/u.test(name)) wholePages.set(`the whole page of a report ${name}`, page);
  }
  mails.set('the test message', testMessage.html);
});

/** No more than a reader of a failed test can take in. */
const faultsIn = (
  pages: ReadonlyMap<string, string>,
  faultsOf: (html: string) => readonly string[],
): readonly string[] =>
  [...pages].flatMap(([name, html]) =>
    [...new Set(faultsOf(html))].slice(0, 5).map((fault) => `${name}: ${fault}`),
  );

const inAnyMail = (namesIn: (html: string) => Iterable<string>): readonly string[] =>
  [...new Set([...mails.values()].flatMap((html) => [...namesIn(html)]))].toSorted();

describe('every page is HTML without a fault', () => {
  test('as most clients read it', () => {
    expect(faultsIn(new Map([...mails, ...wholePages]), htmlFaults)).toEqual([]);
  });

  test('as the Word engine reads it, with what is a comment to others', () => {
    expect(asWordReadsIt('a<!--[if mso]><p>b</p><![endif]-->c')).toBe('a<p>b</p>c');
    expect(faultsIn(mails, (html) => htmlFaults(asWordReadsIt(html)))).toEqual([]);
  });

  test('by all rules but those that need to be off', () => {
    const broken = inAnyMail(rulesBroken);

    expect(Object.keys(rulesOff).filter((rule) => !broken.includes(rule))).toEqual([]);
  });

  test.each([
    ['close-order', '<p><strong>x</p></strong>'],
    ['no-dup-attr', '<p class="a" class="b">x</p>'],
    ['no-implicit-close', '<p><table role="presentation"></table></p>'],
    ['wcag/h37', '<img src="cid:a" />'],
  ])('and %s is found', (rule, body) => {
    expect(htmlFaults(body).join('\n')).toContain(rule);
  });
});

describe('what mail clients do not support', () => {
  const allowed = [...Object.keys(progressive), ...Object.values(partlySupported).flat()].toSorted();

  test('is on the list of what may be missing, and nothing is on it that no mail uses', () => {
    expect(inAnyMail(unsupportedIn)).toEqual(allowed);
  });

  test('is found wherever it is used', () => {
    const found = [...unsupportedIn('<div style="display:flex"><b style="gap:2px">x</b></div>')];

    expect(found).toEqual(expect.arrayContaining(['display:flex', 'gap, column-gap, row-gap']));
    expect(
      allowed.filter((feature) => ['display:flex', 'gap, column-gap, row-gap'].includes(feature)),
    ).toEqual([]);
  });
});

describe('what the Word engine draws wrong', () => {
  test('is in no mail', () => {
    expect(faultsIn(mails, wordFaults)).toEqual([]);
  });

  test.each([
    ['padding outside a cell', '<p style="margin:0;padding:4px 8px">x</p>'],
    ['a border outside a cell', '<p style="border-left:4px solid #fff">x</p>'],
    ['a border wider than 8 px', '<td style="border-bottom:36px solid">x</td>'],
    ['a negative margin', '<p style="margin:-4px">x</p>'],
    ['a unit', '<p style="font-size:1.2rem">x</p>'],
    ['a weight', '<p style="font-weight:600">x</p>'],
    ['a background', '<td style="background:url(a.png)">x</td>'],
    ['a layout', '<td style="display:flex">x</td>'],
    ['a size of its own', '<div style="width:50%">x</div>'],
  ])('%s is found', (what, html) => {
    expect(wordFaults(html).join('\n')).toContain(what);
  });

  test('and what it draws right is not', () => {
    const well =
      '<td style="padding:4px 8px;border:1px solid #fff"><p style="margin:0 4px;padding:0;font-weight:700">x</p></td>';

    expect(wordFaults(well)).toEqual([]);
  });
});
