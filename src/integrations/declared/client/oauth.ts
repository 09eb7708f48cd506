import * as oauth from 'oauth4webapi';
import { isDeed } from '../../../net/deed.ts';
import { isSourceError, SourceError } from '../../../net/errors.ts';
import type { Deadline } from '../../../net/guard.ts';
import type { Http, HttpAnswer } from '../../../net/http.ts';

export interface TokenClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientAuth: 'basic' | 'body';
  readonly scope?: string;
  readonly audience?: string;
}

export interface GrantedToken {
  readonly accessToken: string;
  /** How long it is valid from now; absent = the server does not say. */
  readonly validMs?: number;
}

const maxAnswerBytes = 64 * 1024;

/**
 * The client credentials grant (RFC 6749 §4.4). The library speaks the protocol, our own client of the token server's
 * origin asks: retried, capped, and redirected nowhere.
 * @throws SourceError `unauthorized` when the server refuses the client; else what the request met
 */
export async function requestToken(
  client: TokenClient,
  http: Http,
  deadline: Deadline,
): Promise<GrantedToken> {
  const { tokenUrl, clientId, clientSecret } = client;
  const { origin, pathname, protocol } = new URL(tokenUrl);
  const server = { issuer: origin, token_endpoint: tokenUrl };
  const authentication =
    client.clientAuth === 'basic'
      ? oauth.ClientSecretBasic(clientSecret)
      : oauth.ClientSecretPost(clientSecret);
  const parameters = {
    ...(client.scope !== undefined && { scope: client.scope }),
    ...(client.audience !== undefined && { audience: client.audience }),
  };
  let failure: SourceError | undefined;
  const ask = async (_url: string, { body, headers }: AskOptions): Promise<Response> => {
    const form = Object.fromEntries(new URLSearchParams(String(body)));
    const request = { operation: 'ask for an access token', path: pathname, form, maxBytes: maxAnswerBytes };
    try {
      return responseOf(await http.request({ ...request, headers: authorizationIn(headers) }, deadline));
    } catch (error) {
      if (!isSourceError(error)) throw error;
      failure = error;
      if (error.answer === undefined || error.answer.status < 400) throw error;
      return responseOf(error.answer);
    }
  };
  try {
    const options = { [oauth.customFetch]: ask, [oauth.allowInsecureRequests]: protocol === 'http:' };
    const app = { client_id: clientId };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      app,
      authentication,
      parameters,
      options,
    );
    return grantedIn(await oauth.processClientCredentialsResponse(server, app, response));
  } catch (error) {
    throw explained(error, failure);
  }
}

type AskOptions = Pick<oauth.CustomFetchOptions<'POST', URLSearchParams>, 'body' | 'headers'>;

const authorizationIn = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name === 'authorization'));

/** Only what the library looks at: a length or an encoding no longer fit. */
const responseOf = ({ status, headers, text }: Pick<HttpAnswer, 'status' | 'headers' | 'text'>): Response =>
  new Response(text, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });

const grantedIn = ({ access_token: accessToken, expires_in }: oauth.TokenEndpointResponse): GrantedToken => {
  if (!/^[\x21-\x7e]{1,16384}$/.test(accessToken))
    throw new SourceError(
      'invalid_response',
      'its token server answered with a token that no header can carry',
    );
  return { accessToken, ...(expires_in !== undefined && { validMs: expires_in * 1_000 }) };
};

/** Descriptions of the server are left out: they are its own words, and the code says what to do. */
const explained = (error: unknown, failure: SourceError | undefined): SourceError => {
  if (error instanceof oauth.ResponseBodyError) {
    const code = /^[\w.-]{1,60}$/.test(error.error) ? error.error : 'an error';
    return new SourceError('unauthorized', `its token server refused the client with ${code}`);
  }
  const met = isSourceError(error) ? error : failure;
  if (met === undefined)
    return new SourceError('invalid_response', 'its token server answered without an access token');
  return isDeed(met.message) ? new SourceError(met.code, `its token server ${met.message}`) : met;
};
