/** One environment variable as people write it: the source for the loader, config.example.env and the documents. */
export interface Variable {
  readonly name: string;
  /** Heading it stands under in config.example.env. */
  readonly group: string;
  readonly meaning: string;
  /** As it would be written; absent = nothing is set. */
  readonly default?: string;
  /** Never shown, scrubbed from the log, and readable from the file that `<NAME>_FILE` names. */
  readonly secret?: true;
}

/**
 * Every variable of the program itself (DESIGN §5). An integration brings its own: `integrationVariables`.
 * A default stands here and nowhere else.
 */
export const variables = [
  { name: 'UNIFI_HOST', group: 'Console', meaning: 'the console: host, host:port or https URL' },
  { name: 'UNIFI_API_KEY', group: 'Console', meaning: 'API key of a UniFi OS console', secret: true },
  { name: 'UNIFI_USERNAME', group: 'Console', meaning: 'local account, where there is no key' },
  { name: 'UNIFI_PASSWORD', group: 'Console', meaning: 'its password', secret: true },
  { name: 'UNIFI_SITE', group: 'Console', meaning: 'short name, id or description of the site' },
  { name: 'UNIFI_CONTROLLER', group: 'Console', meaning: 'auto, unifi-os or classic', default: 'auto' },
  { name: 'UNIFI_TLS_VERIFY', group: 'Console', meaning: 'check the certificate', default: 'true' },
  { name: 'UNIFI_TLS_CA_FILE', group: 'Console', meaning: 'private CA (PEM) that signed the certificate' },
  { name: 'UNIFI_TLS_FINGERPRINT', group: 'Console', meaning: 'SHA-256 of the only certificate to accept' },
  { name: 'UNIFI_TIMEOUT', group: 'Console', meaning: 'budget of the whole collection', default: '60s' },

  { name: 'REPORT_SCHEDULE', group: 'Report', meaning: 'daily, weekly, monthly or cron', default: 'daily' },
  { name: 'REPORT_TIMEZONE', group: 'Report', meaning: 'IANA time zone; TZ, else UTC, when not set' },
  { name: 'REPORT_TITLE', group: 'Report', meaning: 'title in subject and heading' },
  {
    name: 'REPORT_CATCH_UP',
    group: 'Report',
    meaning: 'at start, run a missed report once',
    default: 'true',
  },
  { name: 'REPORT_ONLY_IF', group: 'Report', meaning: 'send only from this severity on', default: 'always' },
  { name: 'REPORT_LOCALE', group: 'Report', meaning: 'number and date formats', default: 'en-GB' },
  { name: 'FINDINGS_FILE', group: 'Report', meaning: 'YAML file with thresholds and mutes' },

  { name: 'SMTP_HOST', group: 'Mail', meaning: 'mail server; without one, reports are only saved' },
  { name: 'SMTP_PORT', group: 'Mail', meaning: 'its port; 465 with SMTP_TLS=implicit', default: '587' },
  { name: 'SMTP_USERNAME', group: 'Mail', meaning: 'account at the mail server' },
  { name: 'SMTP_PASSWORD', group: 'Mail', meaning: 'its password', secret: true },
  { name: 'SMTP_OAUTH_CLIENT_ID', group: 'Mail', meaning: 'OAuth 2 instead of a password: the client' },
  { name: 'SMTP_OAUTH_CLIENT_SECRET', group: 'Mail', meaning: 'its secret, if it has one', secret: true },
  { name: 'SMTP_OAUTH_REFRESH_TOKEN', group: 'Mail', meaning: 'what its sign-in gave', secret: true },
  { name: 'SMTP_OAUTH_TOKEN_URL', group: 'Mail', meaning: 'where access tokens are given for it' },
  {
    name: 'SMTP_TLS',
    group: 'Mail',
    meaning: 'starttls, implicit or none; implicit on port 465, else starttls',
  },
  { name: 'SMTP_TLS_VERIFY', group: 'Mail', meaning: "check the server's certificate", default: 'true' },
  { name: 'EMAIL_FROM', group: 'Mail', meaning: 'sender' },
  { name: 'EMAIL_TO', group: 'Mail', meaning: 'recipients, separated by commas' },
  { name: 'EMAIL_CC', group: 'Mail', meaning: 'copies, separated by commas' },
  { name: 'EMAIL_BCC', group: 'Mail', meaning: 'blind copies, separated by commas' },
  { name: 'EMAIL_REPLY_TO', group: 'Mail', meaning: 'where answers go' },

  { name: 'WEBHOOK_URL', group: 'Webhook', meaning: 'address that reports are posted to', secret: true },
  {
    name: 'WEBHOOK_FORMAT',
    group: 'Webhook',
    meaning: 'json, ntfy, slack, discord, apprise',
    default: 'json',
  },
  { name: 'WEBHOOK_SECRET', group: 'Webhook', meaning: 'signs what is posted', secret: true },

  { name: 'DATA_DIR', group: 'Files', meaning: 'state and saved reports', default: './data' },
  { name: 'REPORT_KEEP', group: 'Files', meaning: 'saved reports to keep', default: '90' },
  { name: 'STORE_KEEP', group: 'Files', meaning: 'how long past reports are remembered', default: '400d' },
  {
    name: 'PRIVACY',
    group: 'Files',
    meaning: 'off, or hash: client names and addresses hashed',
    default: 'off',
  },

  { name: 'PING_URL', group: 'Watching', meaning: 'asked when a report begins and ends', secret: true },
  { name: 'LISTEN', group: 'Watching', meaning: 'host:port for /healthz and /metrics' },

  { name: 'INTEGRATIONS_FILE', group: 'Integrations', meaning: 'YAML or JSON file with declared ones' },
  { name: 'CIRCUIT_THRESHOLD', group: 'Integrations', meaning: 'failed fetches that open it', default: '3' },
  { name: 'CIRCUIT_RESET_AFTER', group: 'Integrations', meaning: 'time until one trial', default: '60s' },
  { name: 'INTEGRATION_TIMEOUT', group: 'Integrations', meaning: 'budget of one fetch', default: '30s' },
  { name: 'INTEGRATION_ATTEMPT_TIMEOUT', group: 'Integrations', meaning: 'one attempt', default: '10s' },
  { name: 'RETRY_ATTEMPTS', group: 'Integrations', meaning: 'attempts, the first one counted', default: '3' },
  { name: 'RETRY_WAIT', group: 'Integrations', meaning: 'first wait; it doubles', default: '1s' },
  { name: 'RETRY_MAX_WAIT', group: 'Integrations', meaning: 'longest wait', default: '5s' },

  {
    name: 'LOG_LEVEL',
    group: 'Logging',
    meaning: 'trace, debug, info, warn, error, silent',
    default: 'info',
  },
  { name: 'LOG_FORMAT', group: 'Logging', meaning: 'json or pretty; pretty on a terminal when not set' },
] as const satisfies readonly Variable[];

type KnownVariable = (typeof variables)[number];
export type VariableName = KnownVariable['name'];
export type DefaultedName = Extract<KnownVariable, { default: string }>['name'];

/** What the variable is when it is not set, as it would be written. */
export const defaultOf = (name: DefaultedName): string => {
  const variable = variables.find((candidate) => candidate.name === name);
  if (variable === undefined || !('default' in variable)) throw new TypeError(`${name} has no default`);
  return variable.default;
};
