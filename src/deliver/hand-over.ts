/** Tells whether a message was handed over completely, after which a lost connection may mean that it arrived. */
export interface HandOverWatch {
  /** Given to nodemailer as its logger. */
  readonly logger: { info(entry: unknown): void };
  isHandedOver(): boolean;
}

/**
 * nodemailer reports a connection that breaks after DATA exactly as one that breaks before (libraries reference §1.4).
 * But it logs an entry with `tnx: 'message'` when the last byte of a message, the closing dot included, has gone to the
 * socket: without the dot a server must not deliver (RFC 5321 §4.1.1.4). A test against a real socket holds it to that.
 */
export const watchHandOver = (): HandOverWatch => {
  let handedOver = false;
  return {
    logger: {
      info: (entry) => {
        if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message') {
          handedOver = true;
        }
      },
    },
    isHandedOver: () => handedOver,
  };
};
