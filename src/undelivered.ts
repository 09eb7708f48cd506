import type { MailSettings } from './deliver/mail.ts';
import { recipientsOf } from './deliver/recipients.ts';
import type { Undelivered } from './store/store.ts';

export interface UndeliveredWords {
  /** Absent: nothing is mailed any more, and nobody is named. */
  readonly mail?: Pick<MailSettings, 'to' | 'cc'>;
  readonly timeZone: string;
  readonly locale: string;
}

/**
 * Whom earlier reports did not reach, for the next one: a sentence for each report and each reason. Who gets a blind copy
 * is named to nobody, and neither is what the server said of them.
 */
export const undeliveredSentences = (
  mails: readonly Undelivered[],
  { mail, timeZone, locale }: UndeliveredWords,
): readonly string[] => {
  const named = new Set(mail === undefined ? [] : recipientsOf({ ...mail, bcc: [] }));
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const shown = mails.map((one) =>
    one.channel === 'webhook' || named.has(one.address) ? one : withoutName(one),
  );
  const groups = Map.groupBy(shown, ({ runId, channel, state, reason }) =>
    JSON.stringify([runId, channel, state, reason]),
  );
  return [...groups.values()].map((group) => sentence(group, format));
};

const withoutName = ({ runId, channel, startedAtMs, state }: Undelivered): Undelivered => ({
  runId,
  channel,
  startedAtMs,
  state,
  address: 'a recipient who is not named here',
});

const sentence = (group: readonly Undelivered[], format: Intl.DateTimeFormat): string => {
  const [first] = group;
  if (first === undefined) return '';
  const at = format.format(first.startedAtMs);
  if (first.channel === 'webhook') return sentenceOnWebhook(first, at);
  const who = [...new Set(group.map(({ address }) => address))].join(', ');
  if (first.state === 'unconfirmed')
    return `It is not known whether the report of ${at} has reached ${who}: it was handed over twice, and the mail server never answered.`;
  const why = first.reason === undefined ? '.' : `: ${first.reason}`;
  return `The report of ${at} was refused by the mail server for ${who}${why}`;
};

/** Its address ends in what tells it from others of the same host, which says nothing to a reader. */
const sentenceOnWebhook = ({ address, state, reason }: Undelivered, at: string): string => {
  const webhook = `the webhook at ${address.replace(/#[0-9a-f]+$/, '')}`;
  if (state === 'unconfirmed')
    return `It is not known whether the report of ${at} has reached ${webhook}: it was handed over twice, and there never was an answer.`;
  return `The report of ${at} was refused by ${webhook}${reason === undefined ? '.' : `: ${reason}`}`;
};
