import type { Config } from './config/config.ts';
import { type MailSettings, type Message, placeOf } from './deliver/mail.ts';
import { toMessage } from './deliver/message.ts';
import type { Io } from './io.ts';
import { readCompiledTemplates } from './render/compiled-templates.ts';
import { renderTestMail } from './render/render.ts';
import { readShippedTemplate } from './render/templates.ts';
import type { TestMail } from './render/test-mail.ts';
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

const testMailOf = ({ config, schedule, integrations }: Settings, mail: MailSettings): TestMail => {
  const { report, console } = config;
  const [nextAtMs] = schedule.next(1);
  const parts = ['the network', ...integrations.on.map(({ displayName }) => displayName)];
  return {
    ...(report.title !== undefined && { title: report.title }),
    programVersion: programVersion(),
    facts: [
      { label: 'Console', value: console.host },
      { label: 'A report covers', value: parts.join(', ') },
      { label: 'It is mailed', value: mailedWhen[report.onlyIf] },
      ...(nextAtMs === undefined ? [] : [{ label: 'The next one', value: wallClock(nextAtMs, report) }]),
      // Blind copies stay blind.
      { label: 'To', value: [...mail.to, ...mail.cc].join(', ') },
      { label: 'Sent through', value: placeOf(mail) },
    ],
  };
};

const mailedWhen = {
  always: 'always',
  warning: 'only if something is at least a warning (REPORT_ONLY_IF)',
  critical: 'only if something is critical (REPORT_ONLY_IF)',
} as const satisfies Record<Config['report']['onlyIf'], string>;

const wallClock = (atMs: number, { locale, timeZone }: Config['report']): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(atMs);
