import { expect, test } from 'vitest';
import { writeLine } from '../../src/check/write.ts';
import { createScrub } from '../../src/log-scrub.ts';

const scrub = createScrub(['key-0123456789']);

test('a line begins with its status, and notes stand under what they are about', () => {
  const text = writeLine(
    { status: 'FAILED', subject: 'Console', detail: 'did not answer.', notes: ['Check UNIFI_HOST.', 'X=1'] },
    scrub,
  );

  expect(text).toBe('FAILED  Console: did not answer.\n        Check UNIFI_HOST.\n        X=1');
});

test('a line without detail is its subject alone, in the same column whatever the status', () => {
  const subjects = (['OK', 'OFF', 'MISSING', 'FAILED', 'SKIPPED'] as const).map((status) =>
    writeLine({ status, subject: 'Site' }, scrub).indexOf('Site'),
  );

  expect(new Set(subjects)).toEqual(new Set([8]));
  expect(writeLine({ status: 'SKIPPED', subject: 'Site' }, scrub)).toBe('SKIPPED Site');
});

test('what comes over the network forges no line, moves no cursor and reverses no text', () => {
  const hostile = 'Office\r\nOK      Mail server\u001b[2J\u202e\u2028gnp';
  const text = writeLine({ status: 'OK', subject: 'Site', detail: hostile, notes: [hostile] }, scrub);

  expect(text.split('\n')).toHaveLength(2);
  expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}|\p{Zl}/u);
});

test('a secret is written nowhere, also where a server repeats it', () => {
  const said = 'you sent key-0123456789';
  const text = writeLine({ status: 'FAILED', subject: said, detail: said, notes: [said] }, scrub);

  expect(text).not.toContain('key-0123456789');
  expect(text.split('[redacted]')).toHaveLength(4);
});
