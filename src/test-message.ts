import type { Config } from './config/config.ts';
import { type MailSettings, type Message, placeOf } from './deliver/mail.ts';
import { toMessage } from './deliver/message.ts';
import type { WebhookContent } from './deliver/webhook/body.ts';
import type { Io } from './io.ts';
import { readCompiledTemplates } from './render/compiled-templates.ts';
import { renderTestMail } from './render/render.ts';
import { readShippedTemplate } from './render/templates.ts';
import type { TestMail } from './render/test-mail.ts';
import { plainText } from './report/format.ts';
import type { Settings } from './settings.ts';
import { programVersion } from './version.ts';

/** What `send-test` sends: what this configuration would mail, when, about which network and to whom. */
export const testMessage = (
  settings: Settings,
  mail: MailSettings,
  { newId, now }: Pick<Io, 'newId' | 'now'>,
): Message =>
  toMessage({
    runId: `test-${newId()}`,
    from: mail.from,
    email: renderTestMail(testMailOf(settings, mail), {
      readTemplate: readShippedTemplate,
      compiled: readCompiledTemplates(),
    }),
    severity: 'clear',
    generatedAtMs: now(),
  });

/** The same for a webhook; as JSON it is told from a report by its `type`. */
export const testContent = (settings: Settings): WebhookContent => {
  const { title } = settings.config.report;
  const subject = title === undefined ? 'Test of unifi-report' : `Test of unifi-report: ${title}`;
  const lines = [
    'The webhook works.',
    ...factsOf(settings, 'sent').map(({ label, value }) => `${label}: ${value}`),
  ].map((line) => plainText(line));
  return {
    digest: { title: plainText(subject), severity: 'clear', lines },
    json: JSON.stringify({ type: 'test', title: subject, programVersion: programVersion(), lines }),
  };
};

/** Why a test failed, without what is promised for a report: nobody sends a test again. */
export const reasonOfTest = (reason: string): string => reason.replace(/ The next run tries again\.$/, '');

const testMailOf = (settings: Settings, mail: MailSettings): TestMail => {
  const { title } = settings.config.report;
  return {
    ...(title !== undefined && { title }),
    programVersion: programVersion(),
    facts: [
      ...factsOf(settings, 'mailed'),
      // Blind copies stay blind.
      { label: 'To', value: [...mail.to, ...mail.cc].join(', ') },
      { label: 'Sent through', value: placeOf(mail) },
    ],
  };
};

const factsOf = (
  { config, schedule, integrations }: Settings,
  done: 'mailed' | 'sent',
): TestMail['facts'] => {
  const { report, console } = config;
  const [nextAtMs] = schedule.next(1);
  const parts = ['the network', ...integrations.on.map(({ displayName }) => displayName)];
  return [
    { label: 'Console', value: console.host },
    { label: 'A report covers', value: parts.join(', ') },
    { label: `It is ${done}`, value: sentWhen[report.onlyIf] },
    ...(nextAtMs === undefined ? [] : [{ label: 'The next one', value: wallClock(nextAtMs, report) }]),
  ];
};

const sentWhen = {
  always: 'always',
  warning: 'only if something is at least a warning (REPORT_ONLY_IF)',
  critical: 'only if something is critical (REPORT_ONLY_IF)',
} as const satisfies Record<Config['report']['onlyIf'], string>;

const wallClock = (atMs: number, { locale, timeZone }: Config['report']): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(atMs);
