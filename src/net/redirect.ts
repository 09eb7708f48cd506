import { discard } from './body.ts';
import { SourceError } from './errors.ts';

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
  send: (url: URL) => Promise<Response>,
): Promise<Response> {
  let url = first;
  for (let followed = 0; ; followed += 1) {
    const response = await send(url);
    const target = targetOf(response, url);
    if (target === undefined) return response;
    discard(response);
    if (target.origin !== first.origin) throw refusal('redirected to another address; refused', response);
    if (method !== 'GET') throw refusal('redirected instead of answering; refused', response);
    if (followed === maxRedirects) throw refusal('redirected too many times', response);
    url = target;
  }
}

function targetOf(response: Response, base: URL): URL | undefined {
  const location = response.headers.get('location');
  if (location === null || !redirectStatuses.has(response.status)) return undefined;
  const target = URL.parse(location, base);
  if (target === null) return undefined;
  target.username = '';
  target.password = '';
  return target;
}

const refusal = (message: string, { status, headers }: Response): SourceError =>
  new SourceError('http_error', message, { answer: { status, headers, text: '' } });
