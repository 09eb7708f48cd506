import { describe, expect, test } from 'vitest';
import type { Undelivered } from '../src/store/store.ts';
import { undeliveredSentences } from '../src/undelivered.ts';

const words = {
  mail: { to: ['Marta <marta@Example.org>', 'boris@example.org'], cc: ['yuki@example.org'] },
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
};

const mailOf = (address: string, changes: Partial<Undelivered> = {}): Undelivered => ({
  channel: 'mail',
  runId: 'run-1',
  startedAtMs: Date.UTC(2026, 10, 21, 6, 0, 0),
  address,
  state: 'refused',
  reason: '550 5.1.1 No such user',
  ...changes,
});

const sentences = (...mails: readonly Undelivered[]) => undeliveredSentences(mails, words);

describe('the next report names', () => {
  test('whom the last one did not reach, and why, in its own time zone', () => {
    expect(sentences(mailOf('boris@example.org'))).toEqual([
      'The report of 21 Nov 2026, 07:00 was refused by the mail server for boris@example.org: 550 5.1.1 No such user',
    ]);
  });

  test('those together who were refused for the same reason', () => {
    const reason = 'The mail server refused the message.';
    expect(
      sentences(
        mailOf('marta@example.org', { reason }),
        mailOf('yuki@example.org', { reason }),
        mailOf('boris@example.org'),
      ),
    ).toEqual([
      'The report of 21 Nov 2026, 07:00 was refused by the mail server for marta@example.org, yuki@example.org: The mail server refused the message.',
      'The report of 21 Nov 2026, 07:00 was refused by the mail server for boris@example.org: 550 5.1.1 No such user',
    ]);
  });

  test('each report by itself', () => {
    const earlier = mailOf('boris@example.org', {
      runId: 'run-0',
      startedAtMs: Date.UTC(2026, 10, 20, 6, 0, 0),
    });
    expect(sentences(earlier, mailOf('boris@example.org'))).toEqual([
      expect.stringContaining('20 Nov 2026'),
      expect.stringContaining('21 Nov 2026'),
    ]);
  });

  test('what may not have arrived as what it is', () => {
    expect(sentences(mailOf('boris@example.org', { state: 'unconfirmed', reason: 'closed' }))).toEqual([
      'It is not known whether the report of 21 Nov 2026, 07:00 has reached boris@example.org: it was handed over twice, and the mail server never answered.',
    ]);
  });

  test('nobody who gets a blind copy, not in the words of the server either', () => {
    const blind = mailOf('secret@example.org', { reason: '550 <secret@example.org> unknown' });
    const another = mailOf('hidden@example.org', { reason: '550 <hidden@example.org> unknown' });
    expect(sentences(blind, another)).toEqual([
      'The report of 21 Nov 2026, 07:00 was refused by the mail server for a recipient who is not named here.',
    ]);
  });
});
