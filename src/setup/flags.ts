/** An argument of `setup` that stands for a variable. Secrets have none: arguments are seen by everybody in `ps`. */
export interface SetupFlag {
  readonly flag: string;
  readonly variable: string;
  readonly meaning: string;
}

export const setupFlags = [
  { flag: 'host', variable: 'UNIFI_HOST', meaning: 'the console' },
  { flag: 'username', variable: 'UNIFI_USERNAME', meaning: 'local account, where there is no key' },
  { flag: 'site', variable: 'UNIFI_SITE', meaning: 'the site, where there are several' },
  { flag: 'fingerprint', variable: 'UNIFI_TLS_FINGERPRINT', meaning: 'SHA-256 of its certificate' },
  { flag: 'title', variable: 'REPORT_TITLE', meaning: 'title of the report' },
  { flag: 'timezone', variable: 'REPORT_TIMEZONE', meaning: "IANA time zone; the machine's when not given" },
  { flag: 'schedule', variable: 'REPORT_SCHEDULE', meaning: 'daily, weekly, monthly or cron' },
  { flag: 'smtp-host', variable: 'SMTP_HOST', meaning: 'mail server' },
  { flag: 'smtp-port', variable: 'SMTP_PORT', meaning: 'its port' },
  { flag: 'smtp-tls', variable: 'SMTP_TLS', meaning: 'starttls, implicit or none' },
  { flag: 'smtp-username', variable: 'SMTP_USERNAME', meaning: 'account at the mail server' },
  { flag: 'from', variable: 'EMAIL_FROM', meaning: 'sender' },
  { flag: 'to', variable: 'EMAIL_TO', meaning: 'recipients, separated by commas' },
] as const satisfies readonly SetupFlag[];

/** What the flags say, by variable. The command line reads `--smtp-host` as `smtpHost`. */
export const answersOfFlags = (
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    setupFlags.flatMap(({ flag, variable }) => {
      const value = options[camelCase(flag)];
      return typeof value === 'string' && value.trim() !== '' ? [[variable, value]] : [];
    }),
  );

const camelCase = (flag: string): string =>
  flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
