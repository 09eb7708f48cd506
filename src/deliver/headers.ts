import { createHash } from 'node:crypto';
import { domainOf } from './domain.ts';
import type { Message } from './mail.ts';

export interface ListName {
  /** Console and site, the key of this network in the store. */
  readonly source: string;
  /** `UNIFI_SITE`. */
  readonly site?: string;
  /** `EMAIL_FROM`, an address with or without a display name. */
  readonly from: string;
}

/** Hex digits of the hash: enough to tell the networks of one sender apart. */
const hashLength = 12;
/** RFC 1035 §2.3.4: a label has 63 characters at most. */
const longestSite = 40;

/**
 * The identifier of the list that the reports of one network make (RFC 2919), without brackets:
 * `harbour-3f9a1c0b7d22.unifi-report.example.com`. It depends on console, site and sender alone, so that a filter that
 * was made once goes on to work, whatever a report says; console and site are in it as a hash.
 */
export const listIdOf = ({ source, site = '', from }: ListName): string => {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, hashLength);
  const word = site
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .slice(0, longestSite)
    .replaceAll(/^-+|-+$/g, '');
  return `${word === '' ? 'network' : word}-${hash}.unifi-report.${domainOf(from)}`;
};

/** How urgent a mail says it is (RFC 2156 §5.3.4): an all-clear can wait. */
const importance = {
  critical: 'high',
  warning: 'normal',
  notice: 'low',
  clear: 'low',
} as const satisfies Record<Message['severity'], string>;

/** What a report tells mail programs and servers, beside what every mail has. */
export const reportHeaders = ({ severity, listId }: Pick<Message, 'severity' | 'listId'>) => ({
  // RFC 3834, and what Exchange looks at: no out-of-office answers to a report.
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  'X-Report-Severity': severity,
  Importance: importance[severity],
  ...(listId !== undefined && { 'List-Id': `<${listId}>` }),
});
