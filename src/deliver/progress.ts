import * as v from 'valibot';

/** How far nodemailer has come on one connection. */
export interface Progress {
  /** Given to nodemailer as its logger. */
  readonly logger: { info(entry: unknown): void };
  /** Whether the server accepted a login. nodemailer makes none where none is offered, and does not say so. */
  isLoggedIn(): boolean;
  /** Whether the message was handed over completely: a connection lost after that may mean that it arrived. */
  isHandedOver(): boolean;
}

const LoggedIn = v.object({ action: v.literal('authenticated') });
const HandedOver = v.object({ tnx: v.literal('message') });

/**
 * nodemailer reports a connection that breaks after DATA exactly as one that breaks before (libraries reference §1.4).
 * But it logs an entry with `tnx: 'message'` when the last byte of a message, the closing dot included, has gone to the
 * socket: without the dot a server must not deliver (RFC 5321 §4.1.1.4). Tests against real sockets hold it to its entries.
 */
export const watchProgress = (): Progress => {
  let loggedIn = false;
  let handedOver = false;
  return {
    logger: {
      info: (entry) => {
        if (v.is(LoggedIn, entry)) loggedIn = true;
        if (v.is(HandedOver, entry)) handedOver = true;
      },
    },
    isLoggedIn: () => loggedIn,
    isHandedOver: () => handedOver,
  };
};
