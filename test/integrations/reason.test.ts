import { describe, expect, test } from 'vitest';
import { plainDetail, reasonOf } from '../../src/integrations/reason.ts';
import { failureCodes } from '../../src/net/errors.ts';

describe('the reason under a failed heading', () => {
  test.each(failureCodes)('%s reads as one plain sentence, with and without a detail', (code) => {
    for (const detail of ['', 'the console says no']) {
      expect(reasonOf({ code, detail })).toMatch(/^[A-Z][^.]+[^.:]\.$/);
    }
  });

  test('every code has a sentence of its own', () => {
    const sentences = failureCodes.map((code) => reasonOf({ code, detail: '' }));
    expect(new Set(sentences).size).toBe(failureCodes.length);
  });

  test.each([
    ['timeout', 'did not answer within 30 s', 'It did not answer within 30 s.'],
    ['timeout', '', 'It did not answer in time.'],
    ['unauthorized', 'refused the credentials (HTTP 401)', 'It refused the credentials (HTTP 401).'],
    [
      'network',
      'could not connect to 192.0.2.1: connection refused',
      'It could not be reached: could not connect to 192.0.2.1: connection refused.',
    ],
    [
      'invalid_response',
      'answered with a web page instead of data',
      'It answered with a web page instead of data.',
    ],
    [
      'circuit_open',
      'anything',
      'Skipped, because it failed several times in a row just before; it is tried again after a pause.',
    ],
  ] as const)('%s with "%s" reads well', (code, detail, reason) => {
    expect(reasonOf({ code, detail })).toBe(reason);
  });

  test('what nobody expected shows nothing of what was thrown', () => {
    expect(reasonOf({ code: 'unexpected', detail: 'x is not a function at /srv/app/secret.js' })).toBe(
      'Something unexpected went wrong; the log says more.',
    );
  });
});

describe('a detail before anybody reads it', () => {
  const secret = 'cfut_s3cr3t/with+signs';

  test.each([
    [`token ${secret} refused`],
    [`GET /x?token=${encodeURIComponent(secret)} failed`],
    [`https://api.example/${secret}`],
    [`${secret}${secret}`],
  ])('holds no configured secret: %s', (detail) => {
    const plain = plainDetail(detail, [secret]);
    expect(plain).not.toContain(secret);
    expect(plain).not.toContain(encodeURIComponent(secret));
  });

  test('a secret that contains another one goes as a whole', () => {
    expect(plainDetail('key abcd-efgh-ijkl', ['abcd', 'abcd-efgh-ijkl'])).toBe('key [redacted]');
  });

  test.each([
    ['https://user:pass@host.example/path failed', 'https://host.example/path failed'],
    ['at https://host.example/path?key=value#part now', 'at https://host.example/path now'],
    ['sent Authorization: Bearer abcdef0123456789', 'sent Authorization: Bearer [redacted]'],
  ])('shows no query and no credentials: %s', (detail, plain) => {
    expect(plainDetail(detail, [])).toBe(plain);
  });

  test('has no control, line-break or direction characters', () => {
    expect(plainDetail('a\r\nBcc: x\u0000\u202egnp\u2028\u200b end', [])).toBe('a Bcc: x gnp end');
  });

  test('never holds the words that mark a failed section', () => {
    expect(plainDetail('Unable to fetch data, unable TO fetch data', [])).toBe('no data, no data');
    expect(plainDetail('Unable to\nfetch data', [])).toBe('no data');
  });

  test('is cut when it is long, and survives half a character', () => {
    const plain = plainDetail(`${'x'.repeat(238)}\u{1f600}\u{1f600}`, []);
    expect(plain.length).toBeLessThanOrEqual(240);
    expect(plain.isWellFormed()).toBe(true);
    expect(plain.endsWith('…')).toBe(true);
    expect(plainDetail('half \ud83d', []).isWellFormed()).toBe(true);
  });

  test('loses its full stop, because the sentence brings one', () => {
    expect(plainDetail('no such zone. ', [])).toBe('no such zone');
  });
});

describe('reasonOf', () => {
  test('a sentence that names a variable to set is not called an answer', () => {
    const detail = 'CYBERSECURE_SITE: choose one of default (Harbour Office), b7k2 (Boat House)';
    expect(reasonOf({ code: 'http_error', detail })).toBe(`${detail}.`);
  });

  test('what a server said is', () => {
    const detail = 'the console reported an error: api.err.ServerBusy';
    expect(reasonOf({ code: 'http_error', detail })).toBe(`It answered with an error: ${detail}.`);
  });
});
