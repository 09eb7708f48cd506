import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './axe.ts';
import {
  findChromium,
  hasChromium,
  inChromium,
  type MailBrowser,
  openBrowser,
  sayWhetherSkipped,
} from './browser.ts';
import { checks, faultsOf } from './page/checks.ts';
import { contrastRatio, over, readColour } from './page/colour.ts';
import { measure } from './page/measure.ts';
import { variants } from './variants.ts';

sayWhetherSkipped('The checks of a page');

let browser: MailBrowser;

beforeAll(async () => {
  if (hasChromium) browser = await openBrowser();
});

afterAll(() => browser?.[Symbol.asyncDispose]());

const page = (body: string): string =>
  `<!DOCTYPE html><html lang="en"><head><title>Page</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>.grey { color: #777 } [data-label]::before { content: attr(data-label); color: #ddd }</style></head><body style="margin:0;font:16px/20px sans-serif"><h1>Page</h1>${body}</body></html>`;

interface Looked {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
}

const faultsOn = async (body: string, options: Looked = {}): Promise<readonly string[]> => {
  const mail = await browser.show(page(body), { width: 375, ...options });
  return faultsOf(await measure(mail.page));
};

type Kind = keyof typeof checks;
type Bad = readonly [kind: Kind, what: string, body: string, looked?: Looked];
type Good = readonly [what: string, body: string, looked?: Looked];

/** One small bad page for each way to be bad. */
const bad: readonly Bad[] = [
  ['wider than the window', 'a box of 400 px', '<div style="width:400px">x</div>'],
  ['wider than the window', 'a word without end', `<p>${'W'.repeat(90)}</p>`],
  ['wider than the window', 'a box that begins left of the window', '<div style="margin-left:-20px">x</div>'],
  [
    'clipped',
    'a sentence in a box that is too narrow',
    '<div style="width:60px;overflow:hidden;white-space:nowrap">A long sentence</div>',
  ],
  ['clipped', 'two lines in a box that is too low', '<div style="height:20px;overflow:hidden">A<br>B</div>'],
  [
    'clipped',
    'text that ends in dots',
    '<div style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">A long sentence</div>',
  ],
  [
    'sticking out of its place',
    'a long word in a narrow cell',
    '<table role="presentation" style="table-layout:fixed;width:100px"><tr><td width="50">Unbreakable</td><td></td></tr></table>',
  ],
  [
    'overlapping',
    'two texts in one place',
    '<p style="position:absolute;top:80px">One</p><p style="position:absolute;top:85px">Two</p>',
  ],
  ['overlapping', 'lines without room between them', '<p style="line-height:6px">One<br>Two</p>'],
  ['too faint', 'grey on grey', '<p style="color:#888;background:#aaa">x</p>'],
  ['too faint', 'grey on white', '<p class="grey">x</p>'],
  ['too faint', 'text that shines through', '<p style="opacity:0.4">x</p>'],
  ['too faint', 'a colour that is half transparent', '<p style="color:rgba(0, 0, 0, 0.4)">x</p>'],
  ['too faint', 'generated words', '<p data-label="State ">x</p>'],
  ['too faint', 'black in the dark scheme', '<p style="color:#000">x</p>', { scheme: 'dark' }],
  ['too faint', 'text on a picture', '<p style="background-image:linear-gradient(#fff,#fff)">x</p>'],
  ['too small', '11 px on a phone', '<p style="font-size:11px">x</p>'],
  ['a picture without words', 'no alternative text', '<img src="cid:a" width="10" height="10">'],
  ['a picture without words', 'an empty one', '<img src="cid:a" alt="" width="10" height="10">'],
  ['a table that is unclear', 'data without headers', '<table><tr><td>1</td></tr></table>'],
  [
    'a table that is unclear',
    'headers that do not say what they head',
    '<table><tr><th>A</th><td>1</td></tr></table>',
  ],
  [
    'a table that is unclear',
    'headers where it only arranges',
    '<table role="presentation"><tr><th scope="row">A</th></tr></table>',
  ],
];

/** What looks like one of them and is well. */
const good: readonly Good[] = [
  [
    'a paragraph with words of their own weight',
    '<p>One <strong>two</strong> three. <em>And on</em> it goes, over a line or two.</p>',
  ],
  ['a table of data', '<table><tr><th scope="row">A</th><td>1</td></tr></table>'],
  [
    'a table that arranges',
    '<table role="presentation" width="100%"><tr><td>A</td><td align="right">B</td></tr></table>',
  ],
  ['a picture with words', '<img src="cid:a" alt="Latency: 12 ms" width="100" height="40">'],
  [
    'what is not shown',
    '<div style="display:none;max-height:0;overflow:hidden;color:#fff">Preheader that nobody sees, on white</div>',
  ],
  ['small print in a wide window', '<p style="font-size:11px">x</p>', { width: 1024 }],
  [
    'a transparent ground on a dark one',
    '<div style="background:#111"><p style="color:#fff;background:transparent">x</p></div>',
  ],
  ['the dark scheme', '<p>x</p>', { scheme: 'dark' }],
  ['a long word that may break', `<p style="overflow-wrap:anywhere">${'W'.repeat(90)}</p>`],
];

describe.skipIf(!hasChromium)(inChromium('the checks of a page'), () => {
  for (const [kind, what, body, looked] of bad) {
    test(`find that it is ${kind}: ${what}`, async () => {
      const kinds = (await faultsOn(body, looked)).map((fault) => fault.slice(0, kind.length));

      expect(kinds).toContain(kind);
    });
  }

  for (const [what, body, looked] of good) {
    test(`find nothing wrong with ${what}`, async () => {
      expect(await faultsOn(body, looked)).toEqual([]);
    });
  }

  test('are all seen to find something', () => {
    expect(new Set(bad.map(([kind]) => kind))).toEqual(new Set(Object.keys(checks)));
  });

  test('a rule of accessibility that is broken is told', async () => {
    const mail = await browser.show(page('<img src="cid:a">'), { withScripts: true });

    expect(await violationsOf(mail.page)).toContainEqual(expect.stringMatching(/^image-alt: .*img/u));
  });

  test('a page gets nothing from the network, and it is told what it asked for', async () => {
    const asking =
      '<img src="https://tracker.example/pixel.png" alt="x"><link rel="stylesheet" href="http://127.0.0.1:1/a.css">';
    const mail = await browser.show(page(asking));

    expect(mail.requested.toSorted()).toEqual([
      'http://127.0.0.1:1/a.css',
      'https://tracker.example/pixel.png',
    ]);
  });
});

const picture = { contentId: 'line-1', fileName: 'line.png', png: Buffer.from('png') };
const email = {
  html: page('<img src="cid:line-1" alt="Latency: 12 ms" width="200" height="72" style="font-size:14px">'),
  images: [picture],
};

describe.skipIf(!hasChromium)(inChromium('what a mail client does to a mail'), () => {
  test('pictures lie in the page, and Gmail takes the style sheet and what it does not know', () => {
    const html =
      '<style>p { color: red }</style><p style="overflow-wrap:anywhere;margin:0"><img src="cid:line-1"></p>';
    const data = `data:image/png;base64,${picture.png.toString('base64')}`;

    expect(variants['as it is'].html({ ...email, html })).toBe(html.replace('cid:line-1', data));
    expect(variants['as Gmail leaves it'].html({ ...email, html })).toBe(
      `<p style="margin:0"><img src="${data}"></p>`,
    );
  });

  test('with pictures off their words stand there', async () => {
    const { html, change } = variants['with pictures off'];
    const mail = await browser.show(html(email));
    await change(mail.page);
    const { texts, images } = await measure(mail.page);

    expect(images).toEqual([]);
    expect(texts).toContainEqual(expect.objectContaining({ text: 'Latency: 12 ms', fontSizePx: 14 }));
  });

  test('text at 200 % is twice as large', async () => {
    const { html, change } = variants['with text at 200 %'];
    const sizes = async (enlarged: boolean) => {
      const mail = await browser.show(html({ ...email, html: page('<p>x</p>') }));
      if (enlarged) await change(mail.page);
      const { texts } = await measure(mail.page);
      return texts.map(({ fontSizePx }) => fontSizePx);
    };

    expect(await sizes(true)).toEqual((await sizes(false)).map((size) => size * 2));
  });
});

describe('colours', () => {
  test('are read as browsers write them, and nothing else is taken for one', () => {
    expect(readColour('rgb(1, 2, 3)')).toEqual([1, 2, 3, 1]);
    expect(readColour('rgba(1, 2, 3, 0.5)')).toEqual([1, 2, 3, 0.5]);
    expect(() => readColour('color(srgb 1 0 0)')).toThrow(/color\(srgb/u);
    expect(() => readColour('')).toThrow(/not a colour/u);
  });

  test('contrast as WCAG defines it', () => {
    expect(contrastRatio([0, 0, 0, 1], [255, 255, 255, 1])).toBeCloseTo(21);
    expect(contrastRatio([119, 119, 119, 1], [255, 255, 255, 1])).toBeCloseTo(4.48, 2);
    expect(contrastRatio([9, 9, 9, 1], [9, 9, 9, 1])).toBe(1);
  });

  test('half-transparent black on white is grey', () => {
    expect(over([0, 0, 0, 0.5], [255, 255, 255, 1])).toEqual([127.5, 127.5, 127.5, 1]);
  });
});

test('a Chromium is found by its name on PATH, and none where there is none', () => {
  expect(findChromium('')).toBeUndefined();
  expect(findChromium('/nowhere:/nowhere/else')).toBeUndefined();
});
