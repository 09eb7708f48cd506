import type { Channel } from './deliver/channel.ts';
import { listIdOf } from './deliver/headers.ts';
import type { MailSettings } from './deliver/mail.ts';
import { loadMailer } from './deliver/mailer.ts';
import { toMessage } from './deliver/message.ts';
import { digestOf } from './deliver/webhook/digest.ts';
import { hostOf, type WebhookSettings } from './deliver/webhook/settings.ts';
import type { Io } from './io.ts';
import { openMailer } from './open-mailer.ts';
import { openWebhook } from './open-webhook.ts';
import { reportDocument } from './report/document.ts';
import type { Settings } from './settings.ts';

interface Opening extends Pick<Settings, 'config' | 'log'> {
  /** Console and site, the key of this network in the store. */
  readonly source: string;
}
type ChannelIo = Pick<Io, 'now' | 'random'>;

/** THE LIST: every way by which reports are sent, as far as it is configured. Saving them as files needs no outbox. */
export const openChannels = (settings: Opening, io: ChannelIo): readonly Channel[] => {
  const { mail, webhook } = settings.config;
  return [
    ...(mail === undefined ? [] : [mailChannel(mail, settings, io)]),
    ...(webhook === undefined ? [] : [webhookChannel(webhook, settings, io)]),
  ];
};

const mailChannel = (mail: MailSettings, settings: Opening, io: ChannelIo): Channel => {
  const mailer = openMailer(mail, settings, io);
  const { from } = mail;
  const { site } = settings.config.console;
  const listId = listIdOf({ source: settings.source, from, ...(site === undefined ? {} : { site }) });
  return {
    name: 'mail',
    partner: 'the mail server',
    nobodyLeft: 'None of those whom it was for is named in EMAIL_TO, EMAIL_CC or EMAIL_BCC any more.',
    recipients: mailer.recipients,
    send: mailer.send,
    getReady: loadMailer,
    compose: (email, report, runId) => {
      const { severity } = report.verdict;
      const { generatedAtMs } = report;
      return mailer.compose(toMessage({ runId, from, email, severity, generatedAtMs, listId }));
    },
  };
};

const webhookChannel = (target: WebhookSettings, settings: Opening, io: ChannelIo): Channel => {
  const webhook = openWebhook(target, settings, io);
  return {
    name: 'webhook',
    partner: `the webhook at ${hostOf(target)}`,
    nobodyLeft: 'The webhook that it was for is not in WEBHOOK_URL any more.',
    recipients: webhook.recipients,
    send: webhook.send,
    compose: async (email, report, runId) =>
      webhook.compose(runId, { digest: digestOf(email, report), json: reportDocument(report) }),
  };
};
