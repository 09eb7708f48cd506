import type { ReceivedRequest, Reply, ReplyHeaders } from '../http/reply.ts';
import { parseObject } from '../json.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Who may ask: logins, sessions and keys, which differ between UniFi OS and the classic application. */
export interface Doorman {
  /** Front page, login and logout; `undefined` for a data request. */
  greet(request: ReceivedRequest): Reply | undefined;
  /** The refusal of a data request, `undefined` when it may pass. Comes before routing (UniFi API reference §1.4). */
  refuse(request: ReceivedRequest): Reply | undefined;
  /** What a data answer carries besides: cookies and CSRF tokens. */
  dataHeaders(request: ReceivedRequest): ReplyHeaders;
  /** Successful logins so far. */
  logins(): number;
}

/** Whether a login names the right account. */
export const isRight = (request: ReceivedRequest, { username, password }: Credentials): boolean => {
  const body = parseObject(request.body) ?? {};
  return body.username === username && body.password === password;
};

/** Tells when the one session loss that a test asks for is due: after so many data requests with a session. */
export const sessionLoss = (afterRequests: number | undefined): (() => boolean) => {
  let served = 0;
  return () => {
    served += 1;
    return afterRequests !== undefined && served === afterRequests + 1;
  };
};
