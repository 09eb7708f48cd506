import { isSourceError, SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Http } from '../net/http.ts';
import { type Access, keyAccess } from './access.ts';
import type { ConsoleCredentials, ConsoleKind } from './console.ts';
import { detectKind } from './detect.ts';
import { logIn } from './login.ts';
import { singleFlight } from './wait.ts';

/** How long a refusal is taken for an answer: for this report, not for the daemon's next one. */
export const refusalLastsMs = 5 * 60_000;

/** One reader's ways to ask for access, each with that reader's guard. */
export interface Doors {
  /** Made with `withoutFollowing`. */
  readonly detect: Http;
  /** Made with `refusalsAreFinal`. */
  readonly login: Http;
}

/** Who is let in, shared by all readers: however many ask, there is one login. */
export interface SignIn {
  /** The current access; logs in when there is none. */
  access(doors: Doors, deadline: Deadline): Promise<Access>;
  /** Another access than the one that was refused with a 401. @throws SourceError when there can be none */
  renew(refused: Access, doors: Doors, deadline: Deadline): Promise<Access>;
}

export interface SignInSettings {
  readonly credentials: ConsoleCredentials;
  readonly kind: ConsoleKind | 'auto';
  readonly now: () => number;
}

export function createSignIn(settings: SignInSettings): SignIn {
  const { credentials } = settings;
  return credentials.kind === 'key' ? keySignIn(credentials.apiKey) : loginSignIn(settings, credentials);
}

function keySignIn(apiKey: string): SignIn {
  const access = keyAccess(apiKey);
  const refused = new SourceError(
    'unauthorized',
    'the console refused the API key; it must be made on this console (keys of unifi.ui.com do not work here)',
  );
  return {
    access: () => Promise.resolve(access),
    renew: () => Promise.reject(refused),
  };
}

function loginSignIn(
  settings: SignInSettings,
  credentials: Extract<ConsoleCredentials, { kind: 'login' }>,
): SignIn {
  const flight = singleFlight<Access>();
  let kind = settings.kind;
  let current: Access | undefined;
  let refusal: { readonly error: unknown; readonly untilMs: number } | undefined;

  const logInNow = async ({ detect, login }: Doors, deadline: Deadline): Promise<Access> => {
    if (refusal && settings.now() < refusal.untilMs) throw refusal.error;
    const detected = kind === 'auto' ? await detectKind(detect, deadline) : kind;
    const plan = { ...credentials, kinds: kindsToTry(detected, kind), unclear: detected === 'unclear' };
    try {
      current = await logIn(login, plan, deadline);
    } catch (error) {
      if (isRefusal(error)) refusal = { error, untilMs: settings.now() + refusalLastsMs };
      throw error;
    }
    kind = current.kind;
    return current;
  };

  const access = async (doors: Doors, deadline: Deadline): Promise<Access> =>
    current ?? flight(deadline, () => logInNow(doors, deadline));

  return {
    access,
    renew: (refused, doors, deadline) => {
      if (current === refused) current = undefined;
      return access(doors, deadline);
    },
  };
}

const otherKind = { 'unifi-os': 'classic', classic: 'unifi-os' } as const;

function kindsToTry(
  detected: ConsoleKind | 'unclear',
  configured: ConsoleKind | 'auto',
): readonly ConsoleKind[] {
  if (configured !== 'auto') return [configured];
  if (detected === 'unclear') return ['unifi-os', 'classic'];
  return [detected, otherKind[detected]];
}

const isRefusal = (error: unknown): boolean =>
  isSourceError(error) && (error.code === 'unauthorized' || error.code === 'rate_limited');
