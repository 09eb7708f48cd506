import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Attachment } from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visibleText } from '../render/html-elements.ts';
import { type Ended, startNetwork, type TestNetwork } from './network.ts';
import { historyOf, lastSaved, type Mail, onlyMail, savedIn } from './results.ts';

/** One report of the newest console with everything configured; the tests look at it from all sides. */
let network: TestNetwork;
let ended: Ended;
let mail: Mail;

beforeAll(async () => {
  network = await startNetwork();
  ended = await network.once();
  mail = await onlyMail(network);
});

afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

/** Both parts as a reader sees them, in which the same must stand. */
const parts = (): readonly (readonly [name: string, text: string])[] => [
  ['HTML', visibleText(mail.html)],
  ['text', mail.text.replaceAll(/\s+/g, ' ')],
];

const textOf = (attachment: Attachment | undefined): string => {
  const content = attachment?.content ?? '';
  return (typeof content === 'string' ? content : new TextDecoder().decode(content)).replaceAll('\r\n', '\n');
};

const expectInBoth = (...wanted: readonly (string | RegExp)[]): void => {
  const missing = parts().flatMap(([name, text]) =>
    wanted
      .filter((what) => (typeof what === 'string' ? !text.includes(what) : !what.test(text)))
      .map((what) => `${what} in the ${name} part`),
  );
  expect(missing).toEqual([]);
};

/** Where each of the words begins, the first time. */
const placesOf = (text: string, words: readonly string[]): readonly number[] =>
  words.map((word) => text.indexOf(word));

const inOrder = (places: readonly number[]): readonly number[] => places.toSorted((a, b) => a - b);

describe('the delivery', () => {
  test('ends with 0 after exactly one mail that has an HTML and a text part', () => {
    expect(ended).toMatchObject({ code: 0, signal: null, stdout: '' });
    expect(network.mail.messages).toHaveLength(1);
    expect(mail.html).toMatch(/^<!DOCTYPE html>/);
    expect(mail.text).not.toBe('');
  });

  test('goes to its recipient over TLS, with the headers of a machine', () => {
    const { raw, ...envelope } = network.mail.messages[0] ?? { raw: '' };
    expect(envelope).toEqual({
      from: 'reports@harbour-office.example',
      to: ['marta@harbour-office.example'],
      secure: true,
    });
    expect(mail.parsed.to).toMatchObject([{ address: 'marta@harbour-office.example' }]);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toMatch(/^Date: /m);
  });

  test('is recorded as delivered, with the Message-ID of the mail', async () => {
    expect(await historyOf(network)).toMatchObject([
      { outcome: 'delivered', exitCode: 0, messageId: mail.messageId },
    ]);
    expect(mail.messageId).toMatch(/^<.+@harbour-office\.example>$/);
  });

  test('brings the pictures that its HTML shows, and the full report as it is saved under DATA_DIR/reports', () => {
    const saved = savedIn(network.dataDir);
    const { attachments } = mail.parsed;
    const page = attachments.find(({ disposition }) => disposition === 'attachment');
    const pictures = attachments.filter((attachment) => attachment !== page);

    expect(saved).toHaveLength(1);
    expect(page?.filename).toMatch(/^harbour-office-\d{4}-\d\d-\d\d\.html$/);
    expect(textOf(page).trimEnd()).toBe(saved[0]?.html.trimEnd());
    expect(saved[0]?.text.trimEnd()).toBe(mail.text.trimEnd());
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.map(({ mimeType, contentId }) => `${mimeType} ${contentId}`)).toEqual(
      [...mail.html.matchAll(/<img src="cid:([^"]+)"/g)].map(([, contentId]) => `image/png <${contentId}>`),
    );
    expect(network.mail.messages[0]?.raw.length).toBeLessThan(1_000_000);
  });

  test('says in both parts where the full report is, by the name that it really has', () => {
    const [name] = readdirSync(join(network.dataDir, 'reports')).filter((file) => file.endsWith('.html'));
    expectInBoth(`The full report is attached and saved as DATA_DIR/reports/${name}.`);
  });
});

describe('the first screen', () => {
  test('the subject says how bad it is, whose network it is and the worst finding', () => {
    expect(mail.subject).toBe(
      '[critical] Harbour Office: Reception PC talked to a known-bad address and was not blocked',
    );
  });

  test('the verdict stands before everything else', () => {
    const { report } = lastSaved(network.dataDir);
    const { headline } = report.verdict;
    expect(headline).toMatch(/^\d+ things need you$/);

    const html = visibleText(mail.html.replace(/[\s\S]*<h1/, '<h1'));
    const htmlPlaces = placesOf(html, [headline, 'Findings', 'Busiest clients']);
    const textPlaces = placesOf(mail.text, [headline.toUpperCase(), 'Findings', 'Busiest clients']);
    for (const places of [htmlPlaces, textPlaces]) {
      expect(Math.min(...places)).toBeGreaterThan(-1);
      expect(places).toEqual(inOrder(places));
      expect(places[0]).toBeLessThan(100);
    }
  });

  test('every finding that needs a person stands in both parts by its title', () => {
    const { findings } = lastSaved(network.dataDir).report;
    const titles = findings.filter(({ severity }) => severity !== 'notice').map(({ title }) => title);

    expect(titles.length).toBeGreaterThan(5);
    expectInBoth(...titles);
  });
});

describe('the network', () => {
  test('names what is offline, what is too hot, and what has which update', () => {
    expectInBoth(
      'AP-Garage has been offline for 3 h',
      'SW-Core is overheating at 86 °C',
      /SW-Office.{1,60}7\.1\.26 → 7\.2\.123/,
      /AP-Warehouse.{1,60}6\.7\.17 → 6\.7\.31/,
    );
  });

  test('tells the provider, the latency, the availability and the speed test', () => {
    expectInBoth(
      /Provider Harbour Fibre/,
      /Latency \d+ ms/,
      /Availability 9\d(\.\d+)?%/,
      /WAN 941 Mbps 467 Mbps/,
    );
  });

  test('counts clients and names the busiest', () => {
    expectInBoth(/Connected now 40/, /Wired 14/, /Wireless 26/, /Guests 6/, /NAS.{1,30}GB/);
  });

  test('counts threats and names their sources', () => {
    expectInBoth(/Blocked 17/, /Only detected 5/, /198\.51\.100\.23 \(NL\)/);
  });

  test('counts events by kind', () => {
    expectInBoth(/Wi-Fi client connected\W+93/, /Client roamed to another access point\W+24/);
  });
});

describe('the integrations', () => {
  const headings = [
    'Internet',
    'Devices',
    'Wi-Fi',
    'Clients',
    'Security',
    'Events',
    'Cloudflare',
    'CyberSecure',
  ];

  test('follow the network, in the order of the list, each under a heading of its own', () => {
    const ofHtml = [...mail.html.matchAll(/<h2[^>]*>([^<]+)<\/h2>/g)].map(([, title]) => title);
    const ofText = [...mail.text.matchAll(/^(.+)\n=+$/gm)].map(([, title]) => title);

    expect(ofHtml).toEqual(['Findings', 'Notices', ...headings]);
    expect(ofText).toEqual(['Findings', 'Notices', ...headings]);
  });

  test('Cloudflare shows zones, and the tunnel that is down before those that are not', () => {
    expectInBoth(
      'harbour-office.example',
      /Tunnel Status Since cloudflared[\s-]+harbour-cameras Down .*harbour-bookings Healthy/,
    );
  });

  test('CyberSecure shows the subscription, the mode and the share of its own rules', () => {
    expectInBoth(/Subscription Active/, /Intrusion prevention Blocks/, /ET PRO/);
  });
});

describe('the manners', () => {
  test('the HTML stays below what mail programs cut off', () => {
    expect(Buffer.byteLength(mail.html)).toBeLessThan(100_000);
  });

  test('only reads go to the console and to Cloudflare', () => {
    const readingPosts = [
      '/v2/api/site/default/system-log/all',
      '/v2/api/site/default/traffic-flows',
      '/api/s/default/stat/rogueap',
      '/api/s/default/stat/report/hourly.site',
    ].map((path) => `/proxy/network${path}`);
    const others = network.console.requests.filter(
      ({ method, path }) => method !== 'GET' && !(method === 'POST' && readingPosts.includes(path)),
    );
    const otherThere = network.cloudflare.requests.filter(
      ({ method, path }) => method !== 'GET' && !(method === 'POST' && path === '/client/v4/graphql'),
    );

    expect(network.console.requests.length).toBeGreaterThan(10);
    expect(network.cloudflare.requests.length).toBeGreaterThan(3);
    expect([...others, ...otherThere]).toEqual([]);
  });

  test('the whole settings of a site, which hold secrets, are never asked for', () => {
    const settings = network.console.requests
      .map(({ path }) => path)
      .filter((path) => /\/get\/setting/.test(path));

    expect(settings.filter((path) => !path.endsWith('/get/setting/ips'))).toEqual([]);
  });
});
