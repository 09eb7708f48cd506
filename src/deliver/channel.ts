import type { Email, Report } from '../report/report.ts';

/** Ways by which reports are sent; each has an outbox of its own. A report is saved as a file besides. */
export const channelNames = ['mail', 'webhook'] as const;
export type ChannelName = (typeof channelNames)[number];

/** A report as it is stored and sent: the same bytes on every attempt, whatever the configuration says by then. */
export interface Parcel {
  /** The same on every attempt, so that whoever gets it twice can tell. */
  readonly messageId: string;
  readonly raw: Uint8Array;
}

/** Whom one attempt is for. */
export interface Addressees {
  /** Out of the channel's own `recipients`. */
  readonly recipients: readonly string[];
  /**
   * Called when the parcel may arrive from here on. When it throws, the parcel is not sent to its end, and certainly does
   * not arrive.
   */
  readonly onHandOver?: () => void;
}

/** Why one recipient has not got a report. */
export interface Rejection {
  readonly recipient: string;
  readonly reason: string;
}

/** What became of one attempt to send. */
export type SendResult =
  | {
      readonly outcome: 'delivered';
      readonly accepted: readonly string[];
      /** For good. */
      readonly refused: readonly Rejection[];
      /** Put off: asking again may help. */
      readonly deferred: readonly Rejection[];
    }
  /** Nobody took it and asking again will not help. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly refused: readonly Rejection[] }
  /** Not sent; the next run tries again, but for those who were refused for good. */
  | { readonly outcome: 'kept'; readonly reason: string; readonly refused: readonly Rejection[] }
  /** The connection died after the parcel was handed over: it may have arrived. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** Carries parcels to whoever is configured now. */
export interface Carrier {
  /** Who gets a report by the configuration, each once. */
  readonly recipients: readonly string[];
  /** Total: never rejects. */
  send(parcel: Parcel, to: Addressees, signal: AbortSignal): Promise<SendResult>;
}

/** One way by which reports get to their readers. */
export interface Channel extends Carrier {
  readonly name: ChannelName;
  /** Whom it hands reports to, for sentences: `the mail server`. */
  readonly partner: string;
  /** Why nobody gets a report that waits any more, when none of its recipients is configured now. */
  readonly nobodyLeft: string;
  /** Loads what it sends with, where that is much; else it is loaded when it is needed. */
  getReady?(): Promise<unknown>;
  /** Fixes what will be sent, to the byte. */
  compose(email: Email, report: Report, runId: string): Promise<Parcel>;
}
