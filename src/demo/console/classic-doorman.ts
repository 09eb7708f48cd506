import { html, type ReceivedRequest, type Reply, text, withHeaders } from '../http/reply.ts';
import { hexId } from '../identity.ts';
import { parseObject } from '../json.ts';
import { legacyData, legacyError } from './answers.ts';
import { cookieOf, headerOf } from './cookies.ts';
import { type Credentials, type Doorman, isRight, sessionLoss } from './doorman.ts';

export interface ClassicDoormanSettings extends Credentials {
  readonly networkVersion: string;
  readonly loseSessionAfter?: number;
}

const isStrict = ({ body }: ReceivedRequest): boolean => parseObject(body)?.strict === true;

const cookies = (session: string, csrf: string | undefined): readonly string[] => [
  `unifises=${session}; Path=/; Secure; HttpOnly`,
  ...(csrf === undefined ? [] : [`csrf_token=${csrf}; Path=/; Secure`]),
];

/** The classic self-hosted application: cookies `unifises` and `csrf_token`, no keys (UniFi API reference §1.3). */
export const createClassicDoorman = (settings: ClassicDoormanSettings): Doorman => {
  /** CSRF token by session; a login without `strict` gets none. */
  const sessions = new Map<string, string | undefined>();
  const lossIsDue = sessionLoss(settings.loseSessionAfter);
  let logins = 0;

  const logIn = (request: ReceivedRequest): Reply => {
    if (!isRight(request, settings)) return legacyError(400, 'api.err.Invalid');
    logins += 1;
    const session = hexId(`unifises:${logins}`, 32);
    const csrf = isStrict(request) ? hexId(`csrf:${logins}`, 32) : undefined;
    sessions.set(session, csrf);
    return withHeaders(legacyData([]), { 'set-cookie': cookies(session, csrf) });
  };

  const greet = (request: ReceivedRequest): Reply | undefined => {
    const { method, path } = request;
    if (path === '/') return text(302, '', 'text/html', { location: '/manage' });
    if (path === '/manage') return html(200, 'UniFi Network');
    if (path === '/status') return legacyData([], { up: true, server_version: settings.networkVersion });
    if (path === '/api/login' && method === 'POST') return logIn(request);
    if (path !== '/api/logout' || method !== 'POST') return undefined;
    sessions.delete(cookieOf(request, 'unifises') ?? '');
    return legacyData([]);
  };

  const refuse = (request: ReceivedRequest): Reply | undefined => {
    const session = cookieOf(request, 'unifises') ?? '';
    if (!sessions.has(session)) return legacyError(401, 'api.err.LoginRequired');
    if (lossIsDue()) {
      sessions.clear();
      return legacyError(401, 'api.err.LoginRequired');
    }
    const csrf = sessions.get(session);
    if (request.method === 'GET' || csrf === undefined || headerOf(request, 'x-csrf-token') === csrf)
      return undefined;
    return legacyError(403, 'api.err.InvalidCsrfToken');
  };

  return { greet, refuse, dataHeaders: () => ({}), logins: () => logins };
};
