import { describe, expect, test } from 'vitest';
import type { WebhookContent } from '../../../src/deliver/webhook/body.ts';
import { digestOf, fitLines } from '../../../src/deliver/webhook/digest.ts';
import { writeBodyAs } from '../../../src/deliver/webhook/formats.ts';
import { quietReport } from '../../helpers/report.ts';

const content = (changes: Partial<WebhookContent['digest']> = {}): WebhookContent => ({
  digest: {
    title: '[warning] Harbour Office: AP-Garage is offline',
    severity: 'warning',
    lines: ['2 things need you.', 'warning: AP-Garage is offline', 'notice: Update for 3 devices'],
    ...changes,
  },
  json: '{"title":"Harbour Office"}',
});

const jsonOf = (format: 'slack' | 'discord' | 'apprise', changes: Partial<WebhookContent['digest']> = {}) =>
  JSON.parse(writeBodyAs[format](content(changes)).text);

/** What a hostile network may call its things. */
const hostile =
  'warning: <!channel> @everyone <http://evil.example|click> & **bold** [x](http://evil.example)';
const many = Array.from({ length: 500 }, (_, index) => `warning: Device ${index} “Küche” is offline`);

describe('what a report is in a few lines', () => {
  test('the subject, what could not be read, the verdict and every finding', () => {
    const report = quietReport({ consoleFailure: 'The console at 192.0.2.1 could not be read.' });
    const digest = digestOf({ subject: 'Harbour Office: the console could not be read' }, report);

    expect(digest.title).toBe('Harbour Office: the console could not be read');
    expect(digest.lines.slice(0, 2)).toEqual([
      'The console at 192.0.2.1 could not be read.',
      `${report.verdict.headline}.`,
    ]);
  });

  test('lines are cut whole, and what is left out is counted', () => {
    const text = fitLines(['12345', '67890', 'abcde'], 40);

    expect(fitLines(['12345', '67890'], 11)).toBe('12345\n67890');
    expect(text).toBe('12345\n67890\nabcde');
    expect(fitLines(['1'.repeat(10), '2'.repeat(30), '3'.repeat(30)], 50)).toBe(
      '1111111111\n… and 2 more in the report',
    );
  });
});

test('json is the document itself', () => {
  expect(writeBodyAs.json(content())).toEqual({
    headers: { 'content-type': 'application/json' },
    text: '{"title":"Harbour Office"}',
  });
});

describe('ntfy', () => {
  test('gets lines, and title, priority and tags in headers', () => {
    expect(writeBodyAs.ntfy(content())).toEqual({
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        title: '[warning] Harbour Office: AP-Garage is offline',
        priority: '4',
        tags: 'warning',
      },
      text: '2 things need you.\nwarning: AP-Garage is offline\nnotice: Update for 3 devices',
    });
  });

  test.each(['Küche – 14 °C 🚨', 'すべて順調です'.repeat(30), '=?UTF-8?B?YQ==?='])(
    'a title of other letters than ASCII is encoded: %s',
    (title) => {
      const { headers } = writeBodyAs.ntfy(content({ title }));
      const words = (headers.title ?? '').split(' ');
      const bytes = words.map((word) => /^=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=$/.exec(word)?.[1] ?? '');

      expect(words.every((word) => word.length <= 75)).toBe(true);
      expect(bytes.map((word) => Buffer.from(word, 'base64').toString('utf8')).join('')).toBe(title);
    },
  );

  test('a body stays below what would become an attachment, counted in bytes', () => {
    const { text } = writeBodyAs.ntfy(content({ lines: many }));

    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
    expect(Buffer.byteLength(text)).toBeGreaterThan(3_900);
    expect(text).toMatch(/\n… and \d+ more in the report$/);
  });
});

describe('chats', () => {
  test('Slack gets one text, its title in bold', () => {
    expect(jsonOf('slack').text).toBe(
      '*[warning] Harbour Office: AP-Garage is offline*\n2 things need you.\nwarning: AP-Garage is offline\nnotice: Update for 3 devices',
    );
  });

  test('no name calls everybody, becomes a link or a preview in Slack', () => {
    const body = jsonOf('slack', { lines: [hostile] });

    expect(body.text).not.toMatch(/[<>]|@everyone|@channel|:\/\//);
    expect(body.text).toContain('&lt;!channel&gt;');
    expect(body.text).toContain('&amp;');
    expect(body).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  test('nor in Discord', () => {
    const body = jsonOf('discord', { lines: [hostile] });

    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.flags).toBe(4);
    expect(body.content).not.toContain('@everyone');
    expect(body.content).not.toMatch(/(?<!\\)[[\]()<>]/);
    expect(body.content).not.toContain('http://');
    expect(body.content).toContain(String.raw`\*\*bold\*\*`);
  });

  test.each(['slack', 'discord'] as const)(
    'a message in %s is cut on whole lines, escapes counted',
    (format) => {
      const { text, content: discord } = jsonOf(format, { lines: many.map((line) => `${line} <&>`) });
      const message: string = text ?? discord;

      expect(message.length).toBeLessThanOrEqual(2_000);
      expect(message.length).toBeGreaterThan(1_800);
      expect(message).toMatch(/\n… and \d+ more in the report$/);
    },
  );
});

test('Apprise gets title, body and type', () => {
  expect(jsonOf('apprise', { severity: 'critical' })).toEqual({
    title: '[warning] Harbour Office: AP-Garage is offline',
    body: '2 things need you.\nwarning: AP-Garage is offline\nnotice: Update for 3 devices',
    type: 'failure',
    format: 'text',
  });
});
