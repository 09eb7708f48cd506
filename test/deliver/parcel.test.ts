import { afterEach, describe, expect, test } from 'vitest';
import type { MailSettings } from '../../src/deliver/mail.ts';
import { toMessage } from '../../src/deliver/message.ts';
import { mailBytes, mostMailBytes } from '../../src/mail-size.ts';
import type { RenderOptions } from '../../src/render/write-email.ts';
import type { Email, Report } from '../../src/report/report.ts';
import type { Block } from '../../src/report/section.ts';
import { eventfulReport, fullReport, readSection } from '../helpers/report.ts';
import { decodePng } from '../render/chart/png-pixels.ts';
import { rendered } from '../render/renderer.ts';
import { mailerFor } from './mailers.ts';
import { mimeTree } from './mime-tree.ts';
import { type ReceivedMail, startSmtpSink } from './smtp-sink.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

const manyRecipients = Array.from({ length: 400 }, (_, index) => `colleague-${index}@harbour-office.example`);

interface Parcel {
  readonly email: Email;
  readonly received: ReceivedMail;
}

/** A report as it is rendered, composed, sent over a real socket and taken apart by who gets it. */
const sent = async (report: Report, options: Partial<RenderOptions> = {}): Promise<Parcel> => {
  const server = await startSmtpSink();
  opened.push(server);
  const settings: MailSettings = {
    host: '127.0.0.1',
    port: server.port,
    tls: 'starttls',
    verifyTls: false,
    from: 'Network <network@example.org>',
    to: manyRecipients,
    cc: [],
    bcc: [],
  };
  const email = rendered(report, { isMailed: true, savedName: '2026-11-22-070000.html', ...options });
  const { generatedAtMs } = report;
  const mailer = mailerFor(settings);
  const mail = await mailer.compose(
    toMessage({ runId: 'run-1', from: settings.from, email, severity: 'warning', generatedAtMs }),
  );
  const result = await mailer.send(mail, { recipients: ['owner@example.org'] }, new AbortController().signal);
  expect(result.outcome).toBe('delivered');
  const [received] = server.mails;
  if (received === undefined) throw new Error('nothing arrived');
  return { email, received };
};

const series = (index: number): Block => ({
  kind: 'series',
  title: `Series ${index}`,
  summary: { number: index },
  stepMs: 60_000,
  points: Array.from({ length: 600 }, (_, at) => ({
    atMs: at * 60_000,
    amount: 20 + ((at * 7919 + index) % 31),
  })),
});
const reportWith = (...blocks: readonly Block[]): Report =>
  eventfulReport({ title: 'Büro am Hafen (№ 7)', network: [{ name: 'x', title: 'X', blocks }] });

const rows = (count: number): Block => ({
  kind: 'table',
  title: 'Devices',
  columns: [{ title: 'Device' }, { title: 'State' }],
  rows: Array.from({ length: count }, (_, index) => [`AP-${index}-${'x'.repeat(30)}`, 'offline']),
});

const sourcesIn = (html = ''): readonly string[] =>
  [...html.matchAll(/<img src="cid:([^"]+)"/g)].map(([, contentId = '']) => contentId);

describe('a report in a mail', () => {
  test('is text, HTML with its pictures, and the full report beside them', async () => {
    const { received } = await sent(reportWith(series(1), series(2)));
    expect(mimeTree(received.raw)).toEqual({
      'multipart/mixed': [
        {
          'multipart/alternative': [
            'text/plain',
            { 'multipart/related': ['text/html', 'image/png inline', 'image/png inline'] },
          ],
        },
        'text/html attachment',
      ],
    });
  });

  test('carries exactly the pictures that its HTML shows, each once', async () => {
    const { received, email } = await sent(reportWith(series(1), series(2), series(3)));
    const pictures = received.parsed.attachments.filter(({ mimeType }) => mimeType === 'image/png');
    const contentIds = pictures.map(({ contentId }) => contentId?.replaceAll(/[<>]/g, ''));
    expect(sourcesIn(received.parsed.html)).toHaveLength(3);
    expect(contentIds).toEqual(sourcesIn(received.parsed.html));
    expect(new Set(contentIds).size).toBe(3);
    for (const [index, { content }] of pictures.entries()) {
      if (typeof content === 'string') throw new Error('a picture arrived as text');
      const png = new Uint8Array(content);
      expect(png).toEqual(new Uint8Array(email.images[index]?.png ?? []));
      expect(decodePng(png).width).toBe(1168);
    }
  });

  test('names its pictures otherwise than the report of another day', () => {
    const [one, other] = [1, 2].map((day) => ({ ...reportWith(series(1)), generatedAtMs: day * 86_400_000 }));
    const idsOf = (report: Report | undefined) =>
      report === undefined ? [] : rendered(report).images.map(({ contentId }) => contentId);
    expect(idsOf(one)).toEqual(idsOf(one));
    expect(idsOf(one)).not.toEqual(idsOf(other));
  });

  test('brings the page as it is saved, under a name of plain ASCII, for a browser and not for the mail', async () => {
    const { received, email } = await sent(reportWith(series(1)));
    const page = received.parsed.attachments.find(({ mimeType }) => mimeType === 'text/html');
    expect(page?.filename).toBe('buro-am-hafen-no-7-2026-11-22.html');
    expect(page?.disposition).toBe('attachment');
    const content = page?.content;
    const written =
      typeof content === 'string' ? content : new TextDecoder().decode(content ?? new Uint8Array());
    expect(written.replaceAll('\r\n', '\n').trimEnd()).toBe(email.page.trimEnd());
    expect(written).toContain('src="data:image/png;base64,');
    expect(written).not.toContain('cid:');
  });

  test('says that the full report is attached and where it is saved', async () => {
    const { received } = await sent(reportWith(series(1)));
    const line = 'The full report is attached and saved as DATA_DIR/reports/2026-11-22-070000.html.';
    expect(received.parsed.html).toContain(line);
    expect(received.parsed.text?.replaceAll(/\s+/g, ' ')).toContain(line);
  });

  test('without a single series is a mail with nothing but words and the full report', async () => {
    const { received } = await sent(reportWith(rows(3)));
    expect(mimeTree(received.raw)).toEqual({
      'multipart/mixed': [{ 'multipart/alternative': ['text/plain', 'text/html'] }, 'text/html attachment'],
    });
  });
});

describe('the whole mail stays below 1 MB', () => {
  test('so a larger page is left out, and the mail says only where it is saved', async () => {
    const { received, email } = await sent(reportWith(series(1), rows(4_000), rows(4_000)));
    expect(email.page.length).toBeGreaterThan(mostMailBytes);
    expect(email.attachedAs).toBeUndefined();
    expect(received.parsed.attachments.map(({ mimeType }) => mimeType)).toEqual(['image/png']);
    expect(received.parsed.html).toContain(
      'The full report is saved as DATA_DIR/reports/2026-11-22-070000.html.',
    );
    expect(received.raw).not.toContain('is attached');
  });

  test('with as many series as anybody can write, of which it draws as many as it can carry', async () => {
    const blocks = Array.from({ length: 120 }, (_, index) => series(index));
    const report = { ...fullReport(), integrations: [readSection('Hostile', blocks)] };
    const { received, email } = await sent(report);
    expect(received.raw.length).toBeLessThan(mostMailBytes);
    expect(email.images.length).toBeGreaterThan(0);
    expect(sourcesIn(received.parsed.html)).toEqual(email.images.map(({ contentId }) => contentId));
  });

  test.each([10, 1_000, 3_500, 4_000, 4_500])(
    'whatever %i rows weigh, and it is what it was measured to be at most',
    async (count) => {
      const { received, email } = await sent(reportWith(series(1), rows(count)));
      expect(received.raw.length).toBeLessThanOrEqual(mailBytes(email));
      expect(received.raw.length).toBeLessThan(mostMailBytes);
      const isAttached = received.parsed.attachments.some(({ mimeType }) => mimeType === 'text/html');
      expect(isAttached).toBe(email.attachedAs !== undefined);
      expect(email.html.includes('The full report is attached')).toBe(isAttached);
    },
  );
});

describe('where the full report is', () => {
  test.each([
    ['mailed and not saved', { isMailed: true }, 'The full report is attached.'],
    ['saved and not mailed', { savedName: 'a.html' }, 'The full report is saved as DATA_DIR/reports/a.html.'],
  ])('%s', (_, options, line) => {
    const { html, text } = rendered(fullReport(), options);
    expect(html).toContain(line);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(line);
  });

  test('is not said where there is none, and never on the page itself', () => {
    expect(rendered(fullReport()).html).not.toContain('The full report is');
    expect(rendered(fullReport(), { isMailed: true, savedName: 'a.html' }).page).not.toContain(
      'The full report is',
    );
  });

  test.each([
    ['Harbour Office', 'harbour-office-2026-11-22.html'],
    ['  ../../etc/passwd\r\nBcc: x', 'etc-passwd-bcc-x-2026-11-22.html'],
    ['港務局', 'network-report-2026-11-22.html'],
    ['', 'network-report-2026-11-22.html'],
    ['x'.repeat(500), `${'x'.repeat(40)}-2026-11-22.html`],
  ])('attached of %j it is called %s', (title, name) => {
    expect(rendered(fullReport({ title }), { isMailed: true }).attachedAs).toBe(name);
  });
});
