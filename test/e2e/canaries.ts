import { integrationVariables } from '../../src/config/integrations.ts';
import { type Variable, variables } from '../../src/config/variables.ts';
import { integrations } from '../../src/integrations/index.ts';
import type { Env } from './network.ts';

/** One recognisable value for each thing that opens a door. The first part is what is looked for, whole or cut. */
const cores = {
  UNIFI_API_KEY: 'canary-01-Kf7cQ2',
  UNIFI_PASSWORD: 'canary-02-Lp8dR3',
  SMTP_PASSWORD: 'canary-03-Mq9eS4',
  SMTP_OAUTH_CLIENT_SECRET: 'canary-04-Nr1fT5',
  SMTP_OAUTH_REFRESH_TOKEN: 'canary-05-Os2gU6',
  PING_URL: 'canary-06-Pt3hV7',
  CLOUDFLARE_API_TOKEN: 'canary-07-Qu4iW8',
  CYBERSECURE_API_KEY: 'canary-08-Rv5jX9',
  HTTPS_PROXY: 'canary-09-Sw6kY1',
  accessToken: 'canary-10-Tx7lZ2',
  WEBHOOK_URL: 'canary-11-Uy8mA3',
  // In the alphabet of Base64.
  WEBHOOK_SECRET: 'canary/12/Vz9nB4',
} as const;

/** Letters that look different in JSON, in a URL and in a form. */
const awkward = ' "ö&+%/';

const password = (core: string): string => `${core}${awkward}`;

export const canary = {
  ...cores,
  UNIFI_PASSWORD: password(cores.UNIFI_PASSWORD),
  SMTP_PASSWORD: password(cores.SMTP_PASSWORD),
  WEBHOOK_SECRET: `whsec_${cores.WEBHOOK_SECRET}${'Wa0oC5pD'.repeat(3)}`,
} as const;

/** Every secret that a person can set; the proxies' passwords stand in variables that are not secret as a whole. */
export const secretNames: readonly string[] = [
  ...(variables satisfies readonly Variable[]),
  ...integrations.flatMap(integrationVariables),
].flatMap((variable) => ('secret' in variable && variable.secret === true ? [variable.name] : []));

/** Where the servers of a scene are. */
export interface Places {
  readonly tokenUrl: string;
  readonly pingOrigin: string;
}

const common = ({ pingOrigin }: Places): Env => ({
  CLOUDFLARE_API_TOKEN: canary.CLOUDFLARE_API_TOKEN,
  CYBERSECURE_API_KEY: canary.CYBERSECURE_API_KEY,
  PING_URL: `${pingOrigin}/${canary.PING_URL}`,
  WEBHOOK_URL: `${pingOrigin}/hooks/${canary.WEBHOOK_URL}?auth=${canary.WEBHOOK_URL}`,
  WEBHOOK_SECRET: canary.WEBHOOK_SECRET,
});

/** Two ways to configure the program; together they set every secret there is. */
export const setups = {
  'with a key and a mail password': (places: Places): Env => ({
    ...common(places),
    UNIFI_API_KEY: canary.UNIFI_API_KEY,
    SMTP_PASSWORD: canary.SMTP_PASSWORD,
  }),
  'with a login and OAuth': (places: Places): Env => ({
    ...common(places),
    UNIFI_API_KEY: undefined,
    UNIFI_USERNAME: 'unifi-report',
    UNIFI_PASSWORD: canary.UNIFI_PASSWORD,
    SMTP_PASSWORD: undefined,
    SMTP_OAUTH_CLIENT_ID: 'client',
    SMTP_OAUTH_CLIENT_SECRET: canary.SMTP_OAUTH_CLIENT_SECRET,
    SMTP_OAUTH_REFRESH_TOKEN: canary.SMTP_OAUTH_REFRESH_TOKEN,
    SMTP_OAUTH_TOKEN_URL: places.tokenUrl,
  }),
} as const;

export type Setup = keyof typeof setups;

/** As it is, and inside Base64 at each of the three places where three bytes become four letters. */
const formsOf = (core: string): readonly string[] => [
  core,
  ...[0, 1, 2].map((bytesBefore) => {
    const encoded = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(core)]).toString('base64');
    // Letters that depend on what stands before or behind are left out.
    return encoded.slice(bytesBefore === 0 ? 0 : bytesBefore + 1, -4);
  }),
];

/** The variables whose canary sings somewhere in a text. */
export const singingIn = (text: string): readonly string[] =>
  Object.entries(cores).flatMap(([name, core]) =>
    formsOf(core).some((form) => text.includes(form)) ? [name] : [],
  );
