import { type CloudflareOptions, type DemoCloudflare, startCloudflare } from './cloudflare/cloudflare.ts';
import { type ConsoleOptions, type DemoConsole, startConsole } from './console/console.ts';
import type { GenerationName } from './console/generation.ts';
import { readKeyPair } from './key-pair.ts';
import { type MailSink, type MailSinkOptions, startMailSink } from './mail.ts';
import type { DemoDay } from './world/day-before.ts';

export interface DemoOptions {
  /** The moment the demo network is looked at. */
  readonly nowMs: number;
  /** Default `today`. */
  readonly day?: DemoDay;
  /** Default `newest`. */
  readonly generation?: GenerationName;
  /** Log in instead of using an API key; the classic application knows nothing else. */
  readonly withLogin?: boolean;
  /** Faults and sizes for tests; they go to the server as they are. */
  readonly console?: Partial<ConsoleOptions>;
  readonly cloudflare?: Partial<CloudflareOptions>;
  readonly mail?: Partial<MailSinkOptions>;
}

export interface Demo {
  /** What the program needs to use these servers, by variable (DESIGN §5). */
  readonly env: Readonly<Record<string, string>>;
  readonly console: DemoConsole;
  readonly cloudflare: DemoCloudflare;
  readonly mail: MailSink;
  close(): Promise<void>;
}

/** They open the demo and nothing else; exported so that tests can prove they are never printed. */
export const demoCredentials = {
  apiKey: 'demo-console-key-6Jd2Xw0vQe',
  cyberSecureApiKey: 'demo-cybersecure-key-9Tb4Lr7mZa',
  username: 'unifi-report',
  password: 'demo-console-password-8Kc1',
  cloudflareToken: 'demo-cloudflare-token-3Hn5Yp2sUf',
  smtpUsername: 'reports@harbour-office.example',
  smtpPassword: 'demo-smtp-password-5Vg0',
} as const;

const consoleEnv = (host: string, withLogin: boolean): Record<string, string> => ({
  UNIFI_HOST: host,
  UNIFI_TLS_FINGERPRINT: readKeyPair().fingerprint,
  ...(withLogin
    ? { UNIFI_USERNAME: demoCredentials.username, UNIFI_PASSWORD: demoCredentials.password }
    : { UNIFI_API_KEY: demoCredentials.apiKey }),
});

const mailEnv = (port: number): Record<string, string> => ({
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(port),
  SMTP_TLS: 'starttls',
  SMTP_TLS_VERIFY: 'false',
  SMTP_USERNAME: demoCredentials.smtpUsername,
  SMTP_PASSWORD: demoCredentials.smtpPassword,
  EMAIL_FROM: 'reports@harbour-office.example',
  EMAIL_TO: 'marta@harbour-office.example',
});

/** Starts console, Cloudflare and mail server on loopback, with "Harbour Office" in them. */
export const startDemo = async (options: DemoOptions): Promise<Demo> => {
  const { nowMs, day = 'today', generation = 'newest', withLogin = false } = options;
  const { apiKey, cyberSecureApiKey, username, password, cloudflareToken } = demoCredentials;
  const auth = { username: demoCredentials.smtpUsername, password: demoCredentials.smtpPassword };
  const [demoConsole, cloudflare, mail] = await Promise.all([
    startConsole({
      ...{ nowMs, world: { day }, generation, apiKey, cyberSecureApiKey, username, password },
      ...options.console,
    }),
    startCloudflare({ nowMs, day, token: cloudflareToken, ...options.cloudflare }),
    startMailSink({ auth, ...options.mail }),
  ]);
  const isClassic = generation === 'classic';
  return {
    env: {
      ...consoleEnv(demoConsole.host, withLogin || isClassic),
      // A classic console has no keys, so there is nothing CyberSecure could ask with.
      ...(!isClassic && { CYBERSECURE_API_KEY: cyberSecureApiKey }),
      CLOUDFLARE_API_TOKEN: cloudflareToken,
      CLOUDFLARE_API_BASE_URL: cloudflare.url,
      ...mailEnv(mail.port),
    },
    console: demoConsole,
    cloudflare,
    mail,
    close: async () => {
      await Promise.all([demoConsole.close(), cloudflare.close(), mail.close()]);
    },
  };
};
