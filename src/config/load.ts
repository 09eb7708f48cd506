import type { DeclaredSpec } from '../integrations/declared/spec.ts';
import { createScrub, shortestSecret } from '../log-scrub.ts';
import { escapeInvisible } from '../log-text.ts';
import {
  type Config,
  ConfigError,
  type ConfigProblem,
  type ConfigSources,
  type LogConfig,
} from './config.ts';
import { readConsole } from './console.ts';
import { readDeclared } from './declared/read.ts';
import { parseDuration } from './durations.ts';
import { readFindings } from './findings.ts';
import {
  type IntegrationVariables,
  integrationVariables,
  readIntegrations,
  variablePrefix,
} from './integrations.ts';
import { readMail } from './mail.ts';
import { proxySecrets, readProxy } from './proxy.ts';
import { createReader, type Reader } from './reader.ts';
import { readReport } from './report.ts';
import { readSchedule } from './schedule.ts';
import { secretPartsOf } from './secret-address.ts';
import { unknownVariables } from './unknown.ts';
import { integer, line, oneOf } from './values.ts';
import { type Variable, variables } from './variables.ts';
import { readWatching } from './watching.ts';
import { readWebhook } from './webhook.ts';

/**
 * Environment and `_FILE` twins → Config.
 * @throws ConfigError with every problem at once, by variable name; it never holds a secret.
 */
export const loadConfig = (sources: ConfigSources, integrations: readonly IntegrationVariables[]): Config => {
  const read = createReader(sources);
  const console = readConsole(read);
  const report = readReport(read, sources.env.TZ);
  const schedule = readSchedule(read, report.timeZone);
  const mail = readMail(read);
  const webhook = readWebhook(read);
  const proxy = readProxy(read);
  const config = {
    report,
    schedule,
    ...(mail === undefined ? {} : { mail }),
    ...(webhook === undefined ? {} : { webhook }),
    ...(proxy === undefined ? {} : { proxy }),
    findings: readFindings(read),
    ...readWatching(read),
    dataDir: read.defaulted('DATA_DIR', line(4_000)),
    reportKeep: read.defaulted('REPORT_KEEP', integer(1, 100_000)),
    memory: {
      keepMs: read.defaulted('STORE_KEEP', parseDuration),
      privacy: read.defaulted('PRIVACY', oneOf(['off', 'hash'])),
    },
    integrations: readDeclared(
      read,
      readIntegrations(read, integrations),
      integrations.map(({ name }) => name),
    ),
    log: readLog(read),
  };
  const unknown = unknownIn(sources.env, integrations, config.integrations.declared);
  const secrets = secretsOf(read, sources.env, [config.pingUrl, webhook?.url]);
  if (console === undefined || read.problems.length > 0) {
    throw configError(read.problems, unknown, secrets);
  }
  return { console, ...config, secrets, warnings: [...read.warnings, ...unknown] };
};

const unknownIn = (
  env: ConfigSources['env'],
  integrations: readonly IntegrationVariables[],
  declared: readonly DeclaredSpec[],
): readonly string[] =>
  unknownVariables(
    env,
    [...variables, ...integrations.flatMap(integrationVariables), ...declared.flatMap(declaredVariables)],
    integrations.map(({ name }) => variablePrefix(name)),
  );

/** Those that the file of declared integrations refers to, whatever they are called, are known. */
const declaredVariables = ({ title, variables: names }: DeclaredSpec): readonly Variable[] =>
  names.map((name) => ({ name, group: title, meaning: 'INTEGRATIONS_FILE refers to it', secret: true }));

const readLog = (read: Reader): LogConfig => {
  const format = read.optional('LOG_FORMAT', oneOf(['json', 'pretty']));
  return {
    level: read.defaulted('LOG_LEVEL', oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
    ...(format === undefined ? {} : { format }),
  };
};

const secretsOf = (
  read: Reader,
  env: ConfigSources['env'],
  addresses: readonly (string | undefined)[],
): readonly string[] => {
  const secrets = [...read.secrets, ...proxySecrets(env), ...addresses.flatMap(secretPartsOf)].filter(
    (secret) => secret.length >= shortestSecret,
  );
  return [...new Set(secrets)];
};

/** A value may stand in a message, and somebody may have put a secret into the wrong variable. */
const configError = (
  problems: readonly ConfigProblem[],
  hints: readonly string[],
  secrets: readonly string[],
) => {
  const scrub = createScrub(secrets);
  const clean = ({ variable, message }: ConfigProblem): ConfigProblem => ({
    variable,
    message: scrub(escapeInvisible(message)),
  });
  return new ConfigError(problems.map(clean), hints);
};
