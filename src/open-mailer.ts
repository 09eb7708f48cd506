import type { MailSettings } from './deliver/mail.ts';
import { createMailer, type Mailer } from './deliver/mailer.ts';
import type { Io } from './io.ts';
import { createApiFetch } from './net/api-fetch.ts';
import { createGuard } from './net/guard.ts';
import { defaultGuardSettings } from './net/guard-settings.ts';
import { createHttp } from './net/http.ts';
import type { Settings } from './settings.ts';
import { programVersion } from './version.ts';

/**
 * The mailer of a configuration. Where the login is OAuth 2, its token server is asked like every API on the internet:
 * through the proxy, and again when it fails for a moment. There is no circuit: mail has its outbox.
 */
export const openMailer = (
  mail: MailSettings,
  { config, log }: Pick<Settings, 'config' | 'log'>,
  { now, random }: Pick<Io, 'now' | 'random'>,
): Mailer => {
  const guard = createGuard('mail', defaultGuardSettings, { now, random, log }, { circuit: 'none' });
  return createMailer(mail, {
    log,
    now,
    tokenHttp: (baseUrl) =>
      createHttp({
        baseUrl,
        headers: {},
        request: guard.request,
        fetch: createApiFetch(config.proxy),
        userAgent: `unifi-report/${programVersion()}`,
      }),
  });
};
