import { SourceError } from '../net/errors.ts';
import type { Deadline, GuardRequest } from '../net/guard.ts';
import { createHttp, type Fetch, type Http } from '../net/http.ts';
import { createRoom } from '../net/room.ts';
import { createAsk, createClosedPaths } from './ask.ts';
import { createConsoleClock } from './clock.ts';
import type { Console, ConsoleCredentials, ConsoleFor, ConsoleKind, Question, Site } from './console.ts';
import { withoutFollowing } from './detect.ts';
import type { PlacedQuestion } from './exchange.ts';
import { createLimit, type Limit, mostAtOnce } from './limit.ts';
import { listSites } from './list-sites.ts';
import { refusalsAreFinal } from './login.ts';
import { createSignIn, type Doors } from './sign-in.ts';
import { chooseSite } from './sites.ts';
import { rememberMissingSurfaces } from './surfaces.ts';
import { singleFlight } from './wait.ts';

export interface ConsoleSessionSettings {
  /** `https://host[:port]`, no path, no trailing slash. */
  readonly baseUrl: string;
  /** As configured, for messages. */
  readonly host: string;
  readonly credentials: ConsoleCredentials;
  readonly kind: ConsoleKind | 'auto';
  /** Name, id or description; absent = the only one. */
  readonly site?: string;
  /** The setting that names the site, for the message that asks for it. Default `UNIFI_SITE`. */
  readonly siteVariable?: string;
  readonly fetch: Fetch;
  readonly userAgent: string;
  readonly now: () => number;
  /** Shared by all sessions with the same console; absent = its own. */
  readonly limits?: ConsoleLimits;
}

/** How much is asked of one console at once, whoever asks. */
export interface ConsoleLimits {
  readonly anySlot: Limit;
  readonly heavySlot: Limit;
}

const mostHeavyAtOnce = 4;

/** Twelve requests at once, four of them heavy. */
export const createConsoleLimits = (): ConsoleLimits => ({
  anySlot: createLimit(mostAtOnce),
  heavySlot: createLimit(mostHeavyAtOnce),
});

/**
 * Opens the session of one host and one set of credentials. Nothing is asked yet; the first read logs in. What it gives
 * back makes a view for each reader: login, cookies, site and the limits on parallel requests are shared, retries are the
 * reader's own.
 */
export function openConsoleSession(settings: ConsoleSessionSettings): ConsoleFor {
  const { baseUrl, host, fetch, userAgent, siteVariable = 'UNIFI_SITE' } = settings;
  const signIn = createSignIn(settings);
  const closedPaths = createClosedPaths(settings.now);
  const { anySlot, heavySlot } = settings.limits ?? createConsoleLimits();
  const siteFlight = singleFlight<Site>();
  const clock = createConsoleClock();
  const withMemory = rememberMissingSurfaces(settings.now);
  const room = createRoom();
  let knownSite: Site | undefined;

  const openDoor = (request: GuardRequest, doorFetch: Fetch): Http => {
    const http = createHttp({ baseUrl, headers: {}, request, fetch: doorFetch, userAgent, room });
    const timed: Http['request'] = async (what, deadline) => {
      const sentAtMs = settings.now();
      const answer = await http.request(what, deadline);
      clock.note(answer.headers, sentAtMs, settings.now());
      return answer;
    };
    return { request: (what, deadline) => anySlot(deadline, () => timed(what, deadline)) };
  };

  return (request): Console => {
    const doors: Doors = {
      detect: openDoor(request, withoutFollowing(fetch)),
      login: openDoor(refusalsAreFinal(request), fetch),
    };
    const ask = createAsk(openDoor(request, fetch), signIn, doors, closedPaths);
    const sites = (deadline: Deadline): Promise<readonly Site[]> =>
      listSites(ask, settings.credentials, deadline);
    const site = async (deadline: Deadline): Promise<Site> => {
      knownSite ??= await siteFlight(deadline, async () =>
        chooseSite(await sites(deadline), settings.site, siteVariable),
      );
      return knownSite;
    };
    const read = withMemory(async (question, deadline) => {
      // A login would be refused there with a 401, which would cost a new one.
      if (question.surface === 'integration' && settings.credentials.kind !== 'key')
        throw new SourceError('unsupported', 'the official interface takes an API key only');
      const placed = placeQuestion(question, (await site(deadline)).name);
      return question.heavy ? heavySlot(deadline, () => ask(placed, deadline)) : ask(placed, deadline);
    });
    const kind = async (deadline: Deadline) => (await signIn.access(doors, deadline)).kind;
    return { host, site, sites, read, kind, clockSkewMs: clock.skewMs };
  };
}

function placeQuestion(question: Question, siteName: string): PlacedQuestion {
  if (question.surface === 'integration')
    return { ...question, path: `/integration/v1/${question.path}` as const };
  const site = encodeURIComponent(siteName);
  const root = question.surface === 'legacy' ? '/api/s/' : '/v2/api/site/';
  return { ...question, path: `${root}${site}/${question.path}` as const };
}
