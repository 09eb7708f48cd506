import { describe, expect, test } from 'vitest';
import { failedSection, fullReport, morningMs, quietReport, readSection } from '../helpers/report.ts';
import { parseHtml, visibleText } from './html-elements.ts';
import { occurrences, rendered } from './renderer.ts';

const inOrder = (text: string, words: readonly string[]): void => {
  const places = words.map((word) => ({ word, at: text.indexOf(word) }));
  expect(places.filter(({ at }) => at < 0)).toEqual([]);
  expect(places.toSorted((one, other) => one.at - other.at)).toEqual(places);
};

const fullOrder = [
  'Harbour Office',
  '21 Nov 2026, 07:00 – 22 Nov 2026, 07:00 (Europe/Berlin)',
  '1 critical, 2 warnings and 1 notice',
  'is not verified',
  'What to do: Take Camera-Dock off the network',
  'AP-Garage has been offline for 3 h',
  'SW-Attic is at 84 °C',
  'Concerns: AP-Lobby 6.7.10 → 6.8.2',
  'Deutsche Glasfaser',
  'Busiest',
  'Top sources',
  'Requests',
  'Firewall events by rule',
  'Unable to fetch data',
  'The console refused the API key (401).',
  'Backup Monitor',
  'Nothing to report',
  'What could not be read',
  'unifi-report 0.1.0 · Network application 10.4.57 on UniFi OS 5.1.19',
  'in 4 s',
  'Next report: 23 Nov, 07:00.',
];

describe('both parts say the same, in the same order', () => {
  test('in HTML', () => {
    const page = visibleText(rendered(fullReport()).html);
    inOrder(page.slice(page.indexOf('Harbour Office')), fullOrder);
  });

  test('in text', () => {
    inOrder(rendered(fullReport()).text.replace(/\s+/gu, ' '), fullOrder);
  });
});

test('the verdict stands before the findings, and the preheader repeats it with the worst finding', () => {
  const page = visibleText(rendered(fullReport()).html);
  expect(page.startsWith('3 things need you · Camera-Dock talks to a known command server')).toBe(true);
  expect(page.indexOf('3 things need you', 40)).toBeLessThan(page.indexOf('What to do'));
});

describe('a console that could not be read', () => {
  const failure = 'The console at 192.0.2.1 did not answer in 60 s. Check UNIFI_HOST.';
  const email = rendered(quietReport({ consoleFailure: failure }));

  test('is the first line of the text part', () => {
    expect(email.text.split('\n')[0]).toBe(`!! ${failure}`);
  });

  test('is the first thing shown in the HTML part, before the title', () => {
    expect(email.html.indexOf(`>${failure}</p>`)).toBeLessThan(email.html.indexOf('<h1'));
    expect(visibleText(email.html).startsWith(failure)).toBe(true);
  });

  test('is never followed by an all-clear', () => {
    for (const part of [email.text, visibleText(email.html)]) {
      expect(part).not.toContain('Nothing needs you');
      expect(part).not.toContain('No findings in this period');
    }
    expect(email.html).not.toMatch(/<p[^>]*><\/p>/);
    expect(email.text).not.toContain('\n\n\n');
  });

  test('leaves no trace in a report about a console that was read', () => {
    expect(rendered(quietReport()).text).not.toContain('!!');
  });
});

test('a quiet night is a short mail that says so', () => {
  const { html, text, subject } = rendered(quietReport());
  expect(subject).toMatch(/^\[all clear\] Harbour Office/u);
  expect(visibleText(html)).toContain('All clear No findings in this period.');
  expect(text.split('\n').length).toBeLessThan(12);
  for (const heading of ['Findings', 'What could not be read']) {
    expect(text).not.toContain(heading);
    expect(html).not.toContain(heading);
  }
});

test('things are listed only where the title does not name them all', () => {
  const { text } = rendered(fullReport());
  expect(occurrences(text, 'Concerns:')).toBe(1);
});

test('the parts name the time zone of the report and write every time in it', () => {
  const { text, html } = rendered(quietReport({ timeZone: 'Asia/Kathmandu' }));
  for (const part of [text, visibleText(html)]) {
    expect(part).toContain('(Asia/Kathmandu)');
    expect(part).toContain('22 Nov 2026, 11:45');
  }
});

test('numbers follow the locale, the words stay English', () => {
  const blocks = [{ kind: 'facts', items: [{ label: 'Requests', value: { number: 1_284_000 } }] }] as const;
  const { html } = rendered(quietReport({ integrations: [readSection('Cloudflare', blocks)] }));
  expect(html).toContain('1,284,000');
  expect(html).toContain('<html lang="en"');
});

test('the page has a language, a title, a viewport and both colour schemes', () => {
  const elements = parseHtml(rendered(fullReport()).html);
  const metas = elements.filter(({ tag }) => tag === 'meta').map(({ attributes }) => attributes.get('name'));
  expect(metas).toEqual(
    expect.arrayContaining(['viewport', 'color-scheme', 'supported-color-schemes', 'format-detection']),
  );
  expect(elements.map(({ tag }) => tag)).toContain('title');
});

test('every table is either for layout or has real headers', () => {
  const { html } = rendered(fullReport());
  for (const [, attributes, inside = ''] of html.matchAll(/<table([^>]*)>((?:(?!<\/?table)[\s\S])*)/gu)) {
    if (attributes?.includes('role="presentation"')) expect(inside).not.toContain('<th');
    else expect(inside).toMatch(/<th scope="(row|col)"/u);
  }
});

test('a status is a word, never a colour alone', () => {
  const page = visibleText(rendered(fullReport()).html);
  for (const word of ['Critical', 'Warning', 'Notice', 'offline', 'Warning: Intrusion prevention']) {
    expect(page).toContain(word);
  }
});

test('without integrations nothing about them is in the report', () => {
  const { html, text } = rendered(fullReport({ integrations: [], coverage: [] }));
  for (const part of [html, text]) {
    expect(part).not.toContain('Cloudflare');
    expect(part).not.toContain('Unable');
    expect(part).not.toContain('Nothing to report');
  }
});

test('sections keep the order of the list, failed or not', () => {
  const integrations = [failedSection('First', 'x'), readSection('Second', []), failedSection('Third', 'y')];
  inOrder(rendered(quietReport({ integrations })).text, ['First\n', 'Second\n', 'Third\n']);
});

test('the zone of the site is named in both parts where its days are others', () => {
  const { footer } = quietReport();
  const { html, text } = rendered(quietReport({ footer: { ...footer, siteTimeZone: 'Europe/Lisbon' } }));
  for (const part of [html, text]) expect(part).toContain('The site itself is in Europe/Lisbon');
});

test('an impossible time is a dash, never "Invalid Date"', () => {
  const { html, text } = rendered(
    quietReport({
      period: { fromMs: Number.NaN, toMs: morningMs },
      footer: {
        programVersion: '0.1.0',
        mutedCount: 0,
        tookMs: Number.NaN,
        nextRunAtMs: Number.POSITIVE_INFINITY,
      },
    }),
  );
  for (const part of [html, text]) expect(part).not.toMatch(/NaN|undefined|Invalid|Infinity/u);
});
