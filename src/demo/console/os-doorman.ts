import { html, json, type ReceivedRequest, type Reply, text, withHeaders } from '../http/reply.ts';
import { uuid } from '../identity.ts';
import { headerOf } from './cookies.ts';
import { type Credentials, type Doorman, isRight, sessionLoss } from './doorman.ts';
import { createLoginLimit } from './login-limit.ts';
import { createOsSessions, type OsSessions } from './os-sessions.ts';

export interface OsDoormanSettings extends Credentials {
  readonly nowMs: number;
  readonly apiKeys: readonly string[];
  readonly loginsPerMinute: number;
  readonly loseSessionAfter?: number;
}

const wrongKey = (request: ReceivedRequest, nowMs: number): Reply =>
  json(401, {
    statusCode: 401,
    statusName: 'UNAUTHORIZED',
    code: 'api.authentication.missing-credentials',
    message: 'Missing credentials',
    timestamp: new Date(nowMs).toISOString(),
    requestPath: request.path,
    requestId: uuid(request.path),
  });

const loginRefused = (status: number, reason: string, message: string): Reply =>
  json(status, { code: `AUTHENTICATION_FAILED_${reason}`, message, level: 'debug' });

const user = (username: string): Record<string, unknown> => ({
  unique_id: uuid('user'),
  username,
  full_name: 'Report Reader',
  email: '',
  status: 'ACTIVE',
  local_account_exist: true,
  roles: [{ unique_id: uuid('role'), name: 'View Only', system_role: true, system_key: 'viewer', level: 4 }],
  permissions: { 'network.management': ['readonly'] },
  scopes: ['view:controller:network'],
  isOwner: false,
  isSuperAdmin: false,
});

/** A session's request: the session may be lost, and a POST must carry its CSRF token. */
const refuseSession = (
  request: ReceivedRequest,
  sessions: OsSessions,
  lossIsDue: () => boolean,
): Reply | undefined => {
  const csrf = sessions.csrfOf(request);
  if (csrf === undefined) return text(401, 'Unauthorized');
  if (lossIsDue()) {
    sessions.closeAll();
    return text(401, 'Unauthorized');
  }
  if (request.method === 'GET' || headerOf(request, 'x-csrf-token') === csrf) return undefined;
  return json(403, { error: { code: 403, message: 'Invalid CSRF token' } });
};

/** UniFi OS: `TOKEN` cookie with CSRF on every POST, or `X-API-KEY` (UniFi API reference §1.1–§1.5). */
export const createOsDoorman = (settings: OsDoormanSettings): Doorman => {
  const sessions = createOsSessions(settings.nowMs);
  const mayLogIn = createLoginLimit(settings.loginsPerMinute);
  const lossIsDue = sessionLoss(settings.loseSessionAfter);
  let logins = 0;

  const logIn = (request: ReceivedRequest): Reply => {
    if (!mayLogIn()) return loginRefused(429, 'LIMIT_REACHED', "You've reached the login attempt limit");
    if (!isRight(request, settings))
      return loginRefused(403, 'INVALID_CREDENTIALS', 'Invalid username or password');
    logins += 1;
    return json(200, user(settings.username), sessions.open());
  };

  return {
    greet: (request) => {
      if (request.path === '/') return withHeaders(html(200, 'UniFi OS'), sessions.anonymous());
      if (request.path === '/api/auth/login' && request.method === 'POST') return logIn(request);
      if (request.path !== '/api/auth/logout' || request.method !== 'POST') return undefined;
      sessions.close(request);
      return json(200, { success: true });
    },
    refuse: (request) => {
      const key = headerOf(request, 'x-api-key');
      if (key === undefined) return refuseSession(request, sessions, lossIsDue);
      return settings.apiKeys.includes(key) ? undefined : wrongKey(request, settings.nowMs);
    },
    // Data answers renew the cookie as well (UniFi API reference §1.2).
    dataHeaders: (request) => {
      const csrf = sessions.csrfOf(request);
      return csrf !== undefined && request.path.endsWith('/stat/sysinfo') ? sessions.renew(csrf) : {};
    },
    logins: () => logins,
  };
};
