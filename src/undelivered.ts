import type { MailSettings } from './deliver/mail.ts';
import { recipientsOf } from './deliver/recipients.ts';
import type { UndeliveredMail } from './store/store.ts';

export interface UndeliveredWords {
  readonly mail: Pick<MailSettings, 'to' | 'cc'>;
  readonly timeZone: string;
  readonly locale: string;
}

/**
 * Whom earlier reports did not reach, for the next one: a sentence for each report and each reason. Who gets a blind copy
 * is named to nobody, and neither is what the server said of them.
 */
export const undeliveredSentences = (
  mails: readonly UndeliveredMail[],
  { mail, timeZone, locale }: UndeliveredWords,
): readonly string[] => {
  const named = new Set(recipientsOf({ ...mail, bcc: [] }));
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const shown = mails.map((one) => (named.has(one.address) ? one : withoutName(one)));
  const groups = Map.groupBy(shown, ({ runId, state, reason }) => JSON.stringify([runId, state, reason]));
  return [...groups.values()].map((group) => sentence(group, format));
};

const withoutName = ({ runId, startedAtMs, state }: UndeliveredMail): UndeliveredMail => ({
  runId,
  startedAtMs,
  state,
  address: 'a recipient who is not named here',
});

const sentence = (group: readonly UndeliveredMail[], format: Intl.DateTimeFormat): string => {
  const [first] = group;
  if (first === undefined) return '';
  const at = format.format(first.startedAtMs);
  const who = [...new Set(group.map(({ address }) => address))].join(', ');
  if (first.state === 'unconfirmed')
    return `It is not known whether the report of ${at} has reached ${who}: it was handed over twice, and the mail server never answered.`;
  const why = first.reason === undefined ? '.' : `: ${first.reason}`;
  return `The report of ${at} was refused by the mail server for ${who}${why}`;
};
