const same = (name: string): string => `here it is ${name}.`;
const gone = (why: string): string => `it comes from unifi-security-report: ${why}`;

const noShell = gone('everything is read from the API, nothing by SSH.');
const noSocket = gone('events are read for the period of each report, nothing is kept open.');
const alwaysSaved = gone('every report is saved as HTML and text under DATA_DIR.');

/** What those who come from unifi-security-report have in their environment (prior-art reference §1.6), and what to do. */
export const predecessorNames: ReadonlyMap<string, string> = new Map([
  ['UNIFI_PORT', gone('write the port into UNIFI_HOST, as host:port.')],
  ['UNIFI_VERIFY_SSL', same('UNIFI_TLS_VERIFY')],
  ['UNIFI_CONNECT_TIMEOUT', same('UNIFI_TIMEOUT')],
  ['UNIFI_MAX_RETRIES', same('RETRY_ATTEMPTS')],
  ['UNIFI_POLL_INTERVAL', same('REPORT_SCHEDULE')],
  ['UNIFI_LOG_LEVEL', same('LOG_LEVEL')],
  ['UNIFI_LOG_FORMAT', same('LOG_FORMAT')],
  ['UNIFI_SSH_ENABLED', noShell],
  ['UNIFI_SSH_USERNAME', noShell],
  ['UNIFI_SSH_PASSWORD', noShell],
  ['UNIFI_SSH_KEY_PATH', noShell],
  ['UNIFI_SSH_KEY_PASSPHRASE', noShell],
  ['UNIFI_SSH_TIMEOUT', noShell],
  ['UNIFI_EMAIL_ENABLED', gone('mail is on when SMTP_HOST is set.')],
  ['UNIFI_SMTP_HOST', same('SMTP_HOST')],
  ['UNIFI_SMTP_PORT', same('SMTP_PORT')],
  ['UNIFI_SMTP_USER', same('SMTP_USERNAME')],
  ['UNIFI_SMTP_PASSWORD', same('SMTP_PASSWORD')],
  ['UNIFI_SMTP_USE_TLS', same('SMTP_TLS')],
  ['UNIFI_EMAIL_FROM', same('EMAIL_FROM')],
  ['UNIFI_EMAIL_RECIPIENTS', same('EMAIL_TO, or EMAIL_BCC for blind copies as they were')],
  ['UNIFI_TIMEZONE', same('REPORT_TIMEZONE')],
  ['UNIFI_FILE_ENABLED', alwaysSaved],
  ['UNIFI_FILE_OUTPUT_DIR', same('DATA_DIR')],
  ['UNIFI_FILE_FORMAT', alwaysSaved],
  ['UNIFI_FILE_RETENTION_DAYS', same('REPORT_KEEP, a number of reports')],
  ['UNIFI_SCHEDULE_PRESET', same('REPORT_SCHEDULE')],
  ['UNIFI_SCHEDULE_CRON', same('REPORT_SCHEDULE')],
  ['UNIFI_SCHEDULE_TIMEZONE', same('REPORT_TIMEZONE')],
  ['UNIFI_INITIAL_LOOKBACK_HOURS', gone('use run --once --since 24h.')],
  ['UNIFI_WEBSOCKET_ENABLED', noSocket],
  ['UNIFI_WEBSOCKET_BUFFER_SIZE', noSocket],
  ['UNIFI_CLOUDFLARE_API_TOKEN', same('CLOUDFLARE_API_TOKEN')],
  ['UNIFI_CLOUDFLARE_ACCOUNT_ID', same('CLOUDFLARE_ACCOUNT_ID')],
]);
