import type { ConsoleCredentials } from '../console/console.ts';
import type { ConsoleConfig } from './config.ts';
import { timerDuration } from './durations.ts';
import { consoleHost } from './hosts.ts';
import type { Reader } from './reader.ts';
import { readTls } from './tls.ts';
import { headerToken, line, oneOf, password } from './values.ts';

/** The `UNIFI_` variables. Undefined when something required is missing or wrong: the problems are with the reader. */
export const readConsole = (read: Reader): ConsoleConfig | undefined => {
  read.mustBeSet('UNIFI_HOST', 'the console, as host, host:port or https URL');
  const address = read.optional('UNIFI_HOST', consoleHost);
  const kind = read.defaulted('UNIFI_CONTROLLER', oneOf(['auto', 'unifi-os', 'classic']));
  const credentials = readCredentials(read, kind);
  const site = read.optional('UNIFI_SITE', line(200));
  const tls = readTls(read, 'UNIFI');
  const timeoutMs = read.defaulted('UNIFI_TIMEOUT', timerDuration);
  if (address === undefined || credentials === undefined) return undefined;
  return { ...address, credentials, kind, ...(site === undefined ? {} : { site }), tls, timeoutMs };
};

const readCredentials = (read: Reader, kind: ConsoleConfig['kind']): ConsoleCredentials | undefined => {
  const apiKey = read.secret('UNIFI_API_KEY', headerToken);
  const login = readLogin(read);
  if (!read.isSet('UNIFI_API_KEY')) return login;
  if (kind === 'classic') {
    read.problem(
      'UNIFI_API_KEY',
      'cannot be used with UNIFI_CONTROLLER=classic, keys exist on UniFi OS only; set UNIFI_USERNAME and UNIFI_PASSWORD instead',
    );
  }
  if (read.isSet('UNIFI_USERNAME') || read.isSet('UNIFI_PASSWORD')) {
    read.warn('UNIFI_API_KEY is used; UNIFI_USERNAME and UNIFI_PASSWORD beside it have no effect.');
  }
  return apiKey === undefined ? undefined : { kind: 'key', apiKey };
};

const readLogin = (read: Reader): ConsoleCredentials | undefined => {
  const username = read.optional('UNIFI_USERNAME', line(200));
  const secret = read.secret('UNIFI_PASSWORD', password);
  if (!read.isSet('UNIFI_API_KEY')) complainAboutMissing(read);
  return username === undefined || secret === undefined
    ? undefined
    : { kind: 'login', username, password: secret };
};

const complainAboutMissing = (read: Reader): void => {
  const hasUsername = read.isSet('UNIFI_USERNAME');
  const hasPassword = read.isSet('UNIFI_PASSWORD');
  if (!hasUsername && !hasPassword) {
    read.problem('UNIFI_API_KEY', 'is required: an API key, or UNIFI_USERNAME with UNIFI_PASSWORD');
  } else if (!hasPassword) {
    read.problem('UNIFI_PASSWORD', 'is missing, UNIFI_USERNAME is set; set it or UNIFI_PASSWORD_FILE');
  } else if (!hasUsername) {
    read.problem('UNIFI_USERNAME', 'is missing, UNIFI_PASSWORD is set; set the account it belongs to');
  }
};
