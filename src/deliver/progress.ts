import * as v from 'valibot';

/** How far nodemailer has come on one connection. */
export interface Progress {
  /** Given to nodemailer as its logger. */
  readonly logger: { info(entry: unknown): void };
  /** Whether the server accepted a login. nodemailer makes none where none is offered, and does not say so. */
  isLoggedIn(): boolean;
}

const LoggedIn = v.object({ action: v.literal('authenticated') });

/** nodemailer tells of a login in its log alone. Tests against real sockets hold it to this entry. */
export const watchProgress = (): Progress => {
  let loggedIn = false;
  return {
    logger: {
      info: (entry) => {
        if (v.is(LoggedIn, entry)) loggedIn = true;
      },
    },
    isLoggedIn: () => loggedIn,
  };
};
