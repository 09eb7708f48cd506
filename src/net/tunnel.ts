import { type ClientRequest, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import { ignoreLateErrors, reasonOf } from './connect.ts';
import { connectionError } from './connection-error.ts';
import { SourceError } from './errors.ts';
import type { ProxyTarget } from './proxy.ts';

/**
 * Asks a proxy for a connection to a target (CONNECT, RFC 9110 §9.3.6). What goes through it afterwards is between
 * the two of us: for an https target the proxy sees its name and port, nothing else.
 * @param timeoutMs for the connection to the proxy and its answer together; a socket that waits holds the process
 * @param stop gives up with its reason
 * @throws SourceError that names the proxy, never its credentials
 */
export function openTunnel(
  proxy: URL,
  target: ProxyTarget,
  timeoutMs: number,
  stop?: AbortSignal,
): Promise<Socket> {
  const place = `the proxy ${proxy.host}`;
  return new Promise((resolve, reject) => {
    const request = startConnect(proxy, authorityOf(target), stop);
    const timer = setTimeout(() => {
      const message = `${place} did not answer within ${timeoutMs / 1_000} s`;
      request.destroy(new SourceError('timeout', message, { retryable: true }));
    }, timeoutMs);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(reasonOf(stop) ?? namedError(error, place));
    });
    request.once('connect', ({ statusCode = 0 }, socket) => {
      clearTimeout(timer);
      ignoreLateErrors(socket);
      if (statusCode >= 200 && statusCode <= 299) return resolve(socket);
      socket.destroy();
      reject(refusal(place, target.hostname, statusCode));
    });
    request.end();
  });
}

function startConnect(proxy: URL, authority: string, stop: AbortSignal | undefined): ClientRequest {
  const options: RequestOptions = {
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    path: authority,
    headers: { host: authority, ...authorizationOf(proxy) },
    agent: false,
    ...(stop !== undefined && { signal: stop }),
  };
  const isSecure = proxy.protocol === 'https:';
  const port = proxy.port === '' ? (isSecure ? 443 : 80) : Number(proxy.port);
  return (isSecure ? requestSecure : requestPlain)({ ...options, port });
}

const authorityOf = ({ hostname, port }: ProxyTarget): string =>
  `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;

/** RFC 7617: what stands before the `@` of the proxy's URL, without its percent escapes. */
function authorizationOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(account).toString('base64')}` };
}

function namedError(error: unknown, place: string): SourceError {
  const failure = connectionError(error, place);
  if (failure.code !== 'invalid_response') return failure;
  return new SourceError('network', `${place} answered with something that is not HTTP; is its port right?`);
}

function refusal(place: string, hostname: string, status: number): SourceError {
  if (status === 407) {
    return new SourceError(
      'network',
      `${place} wants a user name and a password, or other ones (407); put user:password@ before its host in HTTPS_PROXY`,
    );
  }
  if (status === 403) {
    return new SourceError('network', `${place} does not allow connections to ${hostname} (403)`);
  }
  const message = `${place} could not connect to ${hostname}; it answered with status ${status}`;
  return new SourceError('network', message, { retryable: status >= 500 || status === 429 });
}
