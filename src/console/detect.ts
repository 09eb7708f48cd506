import { Readable } from 'node:stream';
import { discard } from '../net/body.ts';
import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Fetch, Http } from '../net/http.ts';
import { replyHeaders } from '../net/reply.ts';
import type { ConsoleKind } from './console.ts';

const locationHeader = 'x-redirected-to';

/** A `fetch` that gives a redirect back as an answer, because where `/` points to is what detection asks. */
export function withoutFollowing(fetch: Fetch): Fetch {
  return async (url, init) => {
    const reply = await fetch(url, init);
    const location = reply.headers.get('location');
    if (reply.status < 300 || reply.status > 399 || location === null) return reply;
    discard(reply);
    return { status: 200, headers: replyHeaders([locationHeader, location]), body: Readable.from([]) };
  };
}

const question = { operation: 'detect the kind of console', path: '/', headers: { accept: 'text/html' } };

/**
 * Which kind of console answers: `GET /` is 200 on UniFi OS and redirects to `/manage` on the classic application
 * (UniFi API reference §1.1). Reverse proxies break the rule: then it is `unclear`. The cookies of this answer belong to
 * nobody and are dropped.
 * @param http made with `withoutFollowing`
 * @throws SourceError when the console cannot be reached or is restarting (5xx)
 */
export async function detectKind(http: Http, deadline: Deadline): Promise<ConsoleKind | 'unclear'> {
  try {
    const answer = await http.request(question, deadline);
    const location = answer.headers.get(locationHeader);
    if (location === null) return 'unifi-os';
    return /^(https?:\/\/[^/]+)?\/manage\b/.test(location) ? 'classic' : 'unclear';
  } catch (error) {
    const status = isSourceError(error) ? error.answer?.status : undefined;
    if (status !== undefined && status < 500 && status !== 429) return 'unclear';
    throw error;
  }
}
