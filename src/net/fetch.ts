import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { type Agents, agentFor, newsOfIdle } from './agent.ts';
import { ignoreLateErrors } from './connect.ts';
import { acceptedEncodings, decompressed } from './decompress.ts';
import { SourceError } from './errors.ts';
import { watchExchange } from './exchange.ts';
import { type Fetch, type FetchInit, type Reply, replyHeaders } from './reply.ts';

/**
 * Asks over kept connections, with Node's own client. Nothing is asked twice.
 * @throws SourceError `invalid_response` for a status below 200 or above 599; what the connection throws; what `onBegin`
 * throws; the reason of an aborted signal
 */
export const fetchOver =
  (agents: Agents): Fetch =>
  async (url, init) => {
    const target = new URL(url);
    await newsOfIdle(agentFor(agents, target));
    return ask(agents, target, init);
  };

function ask(agents: Agents, url: URL, init: FetchInit): Promise<Reply> {
  return new Promise((resolve, reject) => {
    init.signal?.throwIfAborted();
    const request = begin(agents, url, init);
    const exchange = watchExchange(request, init.signal, reject);
    request.once('socket', () => {
      try {
        init.onBegin?.();
      } catch (error) {
        exchange.end(asError(error));
      }
    });
    request.on('error', exchange.fail);
    request.once('upgrade', ({ statusCode = 0 }) => exchange.end(unknownStatus(statusCode)));
    request.once('response', (response) => {
      try {
        const reply = replyOf(response);
        exchange.answered(response, reply.body);
        resolve(reply);
      } catch (error) {
        exchange.end(asError(error));
      }
    });
    request.end(init.body === undefined ? undefined : Buffer.from(init.body));
  });
}

function begin(agents: Agents, url: URL, { method = 'GET', headers, signal }: FetchInit): ClientRequest {
  const isSecure = url.protocol === 'https:';
  const options = {
    method,
    headers: { 'accept-encoding': acceptedEncodings(isSecure), ...Object.fromEntries(headers ?? []) },
    agent: agentFor(agents, url),
    stop: signal,
  };
  return isSecure ? requestSecure(url, options) : requestPlain(url, options);
}

function replyOf(response: IncomingMessage): Reply {
  ignoreLateErrors(response);
  const { statusCode: status = 0, rawHeaders } = response;
  if (status < 200 || status > 599) throw unknownStatus(status);
  const headers = replyHeaders(rawHeaders);
  return { status, headers, body: decompressed(response, status, headers.get('content-encoding')) };
}

const unknownStatus = (status: number): SourceError =>
  new SourceError('invalid_response', `answered with the unknown HTTP status ${status}`);

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error('failed', { cause: thrown });
