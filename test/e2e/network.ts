import { afterAll } from 'vitest';
import {
  type CloudflareOptions,
  type DemoCloudflare,
  startCloudflare,
} from '../../src/demo/cloudflare/cloudflare.ts';
import { type ConsoleOptions, type DemoConsole, startConsole } from '../../src/demo/console/console.ts';
import { demoCredentials } from '../../src/demo/demo.ts';
import { readKeyPair } from '../../src/demo/key-pair.ts';
import { type MailSink, type MailSinkOptions, startMailSink } from '../../src/demo/mail.ts';
import { type Ended, type RunningProgram, startProgram, temporaryFolder } from '../helpers/program.ts';

export type { Ended };
export type Env = Readonly<Record<string, string | undefined>>;

export interface NetworkOptions {
  readonly console?: Partial<ConsoleOptions>;
  readonly cloudflare?: Partial<CloudflareOptions>;
  readonly mail?: MailSinkOptions;
  /** Log in instead of using a key; a classic console always does. */
  readonly withLogin?: boolean;
}

/** Console, Cloudflare and mail server on loopback, and one DATA_DIR for the programs that use them. */
export interface TestNetwork extends AsyncDisposable {
  readonly console: DemoConsole;
  readonly cloudflare: DemoCloudflare;
  readonly mail: MailSink;
  readonly dataDir: string;
  /** What the program needs for all of them; `undefined` in `changes` takes a variable away. */
  env(changes?: Env): Env;
  start(args: readonly string[], changes?: Env, nodeArguments?: readonly string[]): RunningProgram;
  run(args: readonly string[], changes?: Env, nodeArguments?: readonly string[]): Promise<Ended>;
  /** `run --once`. */
  once(changes?: Env): Promise<Ended>;
}

const { apiKey, cyberSecureApiKey, username, password, cloudflareToken } = demoCredentials;

/** The account that the mail server wants. */
export const smtpAccount = {
  username: demoCredentials.smtpUsername,
  password: demoCredentials.smtpPassword,
} as const;

/** For tests in which it does not matter what stands in the report. */
export const withoutIntegrations: Env = {
  CLOUDFLARE_API_TOKEN: undefined,
  CLOUDFLARE_API_BASE_URL: undefined,
  CYBERSECURE_API_KEY: undefined,
};

/** Waits of the program's own would only make the tests longer. */
const impatience = { RETRY_WAIT: '5ms', RETRY_MAX_WAIT: '10ms' };

const started: RunningProgram[] = [];

// Does nothing to those that have ended; a test that failed may leave one behind.
afterAll(() => {
  for (const program of started) program.kill('SIGKILL');
});

export const startNetwork = async (options: NetworkOptions = {}): Promise<TestNetwork> => {
  const nowMs = Date.now();
  const [unifi, cloudflare, mail] = await Promise.all([
    startConsole({
      nowMs,
      generation: 'newest',
      apiKey,
      cyberSecureApiKey,
      username,
      password,
      ...options.console,
    }),
    startCloudflare({ nowMs, token: cloudflareToken, ...options.cloudflare }),
    startMailSink({ auth: smtpAccount, ...options.mail }),
  ]);
  const data = temporaryFolder();
  const isClassic = options.console?.generation === 'classic';
  const base: Env = {
    ...consoleEnv(unifi.host, options.withLogin === true || isClassic),
    ...(isClassic ? {} : { CYBERSECURE_API_KEY: cyberSecureApiKey }),
    CLOUDFLARE_API_TOKEN: cloudflareToken,
    CLOUDFLARE_API_BASE_URL: cloudflare.url,
    ...mailEnv(mail.port),
    ...impatience,
    DATA_DIR: data.path,
  };
  const env = (changes: Env = {}): Env => ({ ...base, ...changes });
  const start: TestNetwork['start'] = (args, changes, nodeArguments = []) => {
    const program = startProgram(args, { env: env(changes), nodeArguments });
    started.push(program);
    return program;
  };
  const run: TestNetwork['run'] = (...launch) => start(...launch).ended;
  return {
    console: unifi,
    cloudflare,
    mail,
    dataDir: data.path,
    env,
    start,
    run,
    once: (changes) => run(['run', '--once'], changes),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([unifi.close(), cloudflare.close(), mail.close()]);
      data.remove();
    },
  };
};

const consoleEnv = (host: string, withLogin: boolean): Env => ({
  UNIFI_HOST: host,
  UNIFI_TLS_FINGERPRINT: readKeyPair().fingerprint,
  ...(withLogin ? { UNIFI_USERNAME: username, UNIFI_PASSWORD: password } : { UNIFI_API_KEY: apiKey }),
});

const mailEnv = (port: number): Env => ({
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(port),
  SMTP_TLS_VERIFY: 'false',
  SMTP_USERNAME: smtpAccount.username,
  SMTP_PASSWORD: smtpAccount.password,
  EMAIL_FROM: smtpAccount.username,
  EMAIL_TO: 'marta@harbour-office.example',
});
