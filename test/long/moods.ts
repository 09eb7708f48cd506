import { drop, hang, html, json, type Reply, stall, text } from '../../src/demo/http/reply.ts';
import type { Override } from '../../src/demo/http/server.ts';
import type { SmtpOverride } from '../../src/demo/mail/connection.ts';
import type { Random } from '../../src/demo/random.ts';

/** How the servers of one run behave: each well, or each with a fault of its own, some of the time or always. */
export interface Moods {
  /** A new mood for each, before a run. */
  change(): void;
  /** From here on everybody is well. */
  settle(): void;
  readonly console: Override;
  readonly cloudflare: Override;
  readonly mail: SmtpOverride;
  readonly ping: () => number;
}

const wellShare = 0.55;

const httpFaults: readonly Reply[] = [
  json(500, { error: 'internal' }),
  json(503, {}, { 'retry-after': '0' }),
  json(429, {}, { 'retry-after': '0' }),
  json(401, { error: { code: 401 } }),
  json(403, { error: { code: 403 } }),
  json(404, {}),
  json(200, { data: 'no list', meta: { rc: 'ok' } }),
  html(200, 'Sign in'),
  text(200, '{"data":['),
  text(200, 'x'.repeat(2_000_000)),
  drop,
  hang,
  stall(200, '{"data":['),
];

/** Stage and answer; no silence, which would cost a minute each time. */
const mailFaults: readonly (readonly [stage: string, answer: string])[] = [
  ['CONNECT', '421 4.3.2 Not now'],
  ['CONNECT', 'drop'],
  ['EHLO', 'drop'],
  ['STARTTLS', '454 4.7.0 TLS not available'],
  ['AUTH', '535 5.7.8 Bad credentials'],
  ['MAIL', '451 4.3.0 Try again'],
  ['RCPT', '450 4.2.1 Greylisted'],
  ['RCPT', '550 5.1.1 No such user'],
  ['DATA', '452 4.3.1 No space'],
  ['MESSAGE', '451 4.3.0 Try again'],
  ['MESSAGE', '554 5.7.1 Spam'],
  ['MESSAGE', 'drop'],
];

const pingFaults = [404, 410, 403] as const;

export const createMoods = (random: Random): Moods => {
  const pick = <T>(faults: readonly T[]): T | undefined =>
    random.next() < wellShare ? undefined : faults[random.integer(0, faults.length - 1)];
  const httpMood = (): Override => {
    const fault = pick(httpFaults);
    const share = random.pick(0.1, 0.5, 1);
    return () => (fault !== undefined && random.next() < share ? fault : undefined);
  };
  const well = { console: () => undefined, cloudflare: () => undefined, mail: undefined, ping: 200 } as const;
  let mood: {
    readonly console: Override;
    readonly cloudflare: Override;
    readonly mail: readonly [string, string] | undefined;
    readonly ping: number;
  } = well;

  return {
    change: () => {
      mood = {
        console: httpMood(),
        cloudflare: httpMood(),
        mail: pick(mailFaults),
        ping: pick(pingFaults) ?? 200,
      };
    },
    settle: () => {
      mood = well;
    },
    console: (request) => mood.console(request),
    cloudflare: (request) => mood.cloudflare(request),
    mail: (stage) => (mood.mail?.[0] === stage ? mood.mail[1] : undefined),
    ping: () => mood.ping,
  };
};
