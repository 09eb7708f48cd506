import { discard } from './body.ts';
import { SourceError } from './errors.ts';
import type { Reply } from './reply.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 3;

/**
 * Follows redirects within the origin (scheme, host and port) of `first`. Anywhere else would be shown the credentials
 * that `send` adds, so nothing is sent there. Only reads are followed: what was posted is not posted twice.
 * @throws SourceError `http_error` for a redirect that is refused
 */
export async function followRedirects(
  first: URL,
  method: string,
  send: (url: URL) => Promise<Reply>,
): Promise<Reply> {
  let url = first;
  for (let followed = 0; ; followed += 1) {
    const reply = await send(url);
    const target = targetOf(reply, url);
    if (target === undefined) return reply;
    discard(reply);
    if (target.origin !== first.origin) throw refusal('redirected to another address; refused', reply);
    if (method !== 'GET') throw refusal('redirected instead of answering; refused', reply);
    if (followed === maxRedirects) throw refusal('redirected too many times', reply);
    url = target;
  }
}

function targetOf({ status, headers }: Reply, base: URL): URL | undefined {
  const location = headers.get('location');
  if (location === null || !redirectStatuses.has(status)) return undefined;
  const target = URL.parse(location, base);
  if (target === null) return undefined;
  target.username = '';
  target.password = '';
  return target;
}

const refusal = (message: string, { status, headers }: Reply): SourceError =>
  new SourceError('http_error', message, { answer: { status, headers, text: '' } });
