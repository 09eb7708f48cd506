import type { RefusalRule } from './refusal-rule.ts';

/**
 * What servers say about a message, its sender and its recipients; the first rule that matches counts. The codes are
 * those of RFC 3463 and, from 5.7.20 on, of RFC 7372 and the providers (Microsoft 5.2.252, 5.7.60; Google 5.2.3,
 * 5.7.26).
 */
export const messageRules: readonly RefusalRule[] = [
  {
    matches: ({ status, words }) =>
      ['5.7.60', '5.2.252'].includes(status) ||
      /send ?as ?denied|permissions? to send (as|on behalf)|not owned by (user|auth)|sender.{0,40}not owned/i.test(
        words,
      ),
    what: 'does not let this account send as the sender',
    advice:
      'Set EMAIL_FROM to the address of SMTP_USERNAME, or permit that account to send as EMAIL_FROM ("Send As").',
  },
  {
    matches: ({ status, words }) =>
      status === '5.2.2' || /over ?quota|quota exceeded|mailbox (is )?full/i.test(words),
    what: 'says that the mailbox is full',
    advice: 'Make room in the mailboxes of EMAIL_TO, EMAIL_CC and EMAIL_BCC.',
  },
  {
    // 552 5.7.0 is Google's word for a content that it does not want.
    matches: ({ reply, status }) =>
      (reply === 552 && !status.startsWith('5.7.')) || status === '5.3.4' || status === '5.2.3',
    what: 'does not take a message of this size',
    advice: 'Raise its limit for one message to at least 1 MB, or use another mail server.',
  },
  {
    matches: ({ status, words }) =>
      /^5\.7\.(2[0-7]|509|515)$/.test(status) ||
      /\b(spf|dkim|dmarc)\b|sender is unauthenticated/i.test(words),
    what: 'does not believe that this sender may use its domain (SPF, DKIM or DMARC)',
    advice:
      'Send through the mail server of the domain in EMAIL_FROM, or add this one to the SPF record of the domain.',
  },
  {
    matches: ({ command }) => command === 'RCPT TO',
    what: 'refused every recipient',
    advice: 'Check EMAIL_TO, EMAIL_CC and EMAIL_BCC.',
  },
  {
    matches: ({ command }) => command === 'MAIL FROM',
    what: 'refused the sender',
    advice: 'Check EMAIL_FROM.',
  },
];
