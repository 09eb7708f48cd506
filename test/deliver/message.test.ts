import { describe, expect, test } from 'vitest';
import { messageIdOf, toMessage } from '../../src/deliver/message.ts';

describe('the Message-ID of a run', () => {
  test.each([
    ['network@example.org', '<run-1@example.org>'],
    ['The network <network@example.org>', '<run-1@example.org>'],
    ['"a@b" <network@mail.example.org> ', '<run-1@mail.example.org>'],
    ['network@bücher.example', '<run-1@xn--bcher-kva.example>'],
    ['network', '<run-1@unifi-report.invalid>'],
    ['network@', '<run-1@unifi-report.invalid>'],
    ['network@exa mple', '<run-1@unifi-report.invalid>'],
    ['', '<run-1@unifi-report.invalid>'],
  ])('takes the domain of the sender: %s', (from, expected) => {
    expect(messageIdOf('run-1', from)).toBe(expected);
  });

  test('is the same for the same run, whatever the display name', () => {
    expect(messageIdOf('run-1', 'A <network@example.org>')).toBe(messageIdOf('run-1', 'network@example.org'));
  });

  test('holds nothing that would end a header', () => {
    expect(messageIdOf('run 1>\r\nBcc: a', 'network@example.org')).toBe('<run-1---Bcc--a@example.org>');
  });
});

test('a message carries the three parts of the e-mail and the time of the report', () => {
  const message = toMessage({
    runId: 'run-1',
    from: 'network@example.org',
    email: { subject: 'Subject', html: '<p>', text: 'Text', images: [], page: '<p>' },
    severity: 'critical',
    generatedAtMs: 1_700_000_000_000,
    listId: 'network-1.unifi-report.example.org',
  });
  expect(message).toEqual({
    messageId: '<run-1@example.org>',
    subject: 'Subject',
    html: '<p>',
    text: 'Text',
    images: [],
    dateMs: 1_700_000_000_000,
    severity: 'critical',
    listId: 'network-1.unifi-report.example.org',
  });
});
