import type { OutboxRecipient } from '../store/store.ts';
import type { SendResult } from './channel.ts';

/** As often as a report may be handed over without an answer; after that it counts as taken (DESIGN §7, promise 1). */
const mostUnknownAttempts = 2;

const pending = (address: string): OutboxRecipient => ({ address, state: 'pending', unknownAttempts: 0 });

/**
 * Whom an attempt is for: everybody who is configured now and has not got the report yet. An address that was put right
 * gets what its wrong spelling did not, and one that was taken away gets nothing any more.
 */
export const stillToGet = (
  recipients: readonly OutboxRecipient[],
  configured: readonly string[],
): readonly OutboxRecipient[] =>
  configured
    .map((address) => recipients.find((recipient) => recipient.address === address) ?? pending(address))
    .filter(({ state }) => state === 'pending' || state === 'dropped')
    .map((recipient) => ({ ...recipient, state: 'pending' as const }));

/** Twice handed over, twice without an answer: nobody sends it a third time. */
export const isGivenUp = ({ unknownAttempts }: OutboxRecipient): boolean =>
  unknownAttempts >= mostUnknownAttempts;

export const unconfirmed = (recipient: OutboxRecipient): OutboxRecipient => ({
  ...recipient,
  state: 'unconfirmed',
});

/** What became of those whom an attempt was for. */
export const fatesOf = (
  targets: readonly OutboxRecipient[],
  result: SendResult,
): readonly OutboxRecipient[] => targets.map((target) => fateOf(target, result));

const fateOf = (target: OutboxRecipient, result: SendResult): OutboxRecipient => {
  const { address } = target;
  if (result.outcome === 'unknown') {
    const unknownAttempts = target.unknownAttempts + 1;
    const again = { ...target, unknownAttempts, reason: result.reason };
    return isGivenUp(again) ? unconfirmed(again) : again;
  }
  if (result.outcome === 'delivered' && result.accepted.includes(address))
    return { address, state: 'accepted', unknownAttempts: target.unknownAttempts };
  const refusal = result.refused.find(({ recipient }) => recipient === address);
  if (refusal !== undefined) return { ...target, state: 'refused', reason: refusal.reason };
  return { ...target, ...reasonIn(result, address) };
};

const reasonIn = (
  result: Exclude<SendResult, { outcome: 'unknown' }>,
  address: string,
): { readonly reason?: string } => {
  if (result.outcome !== 'delivered') return { reason: result.reason };
  const deferral = result.deferred.find(({ recipient }) => recipient === address);
  return deferral === undefined ? {} : { reason: deferral.reason };
};

/** What a report's recipients make of the report: delivered when somebody has it, kept while somebody may get it. */
export const outcomeOf = (recipients: readonly OutboxRecipient[]): 'delivered' | 'kept' | 'refused' => {
  const states = new Set(recipients.map(({ state }) => state));
  if (states.has('accepted') || states.has('unconfirmed')) return 'delivered';
  return states.has('pending') ? 'kept' : 'refused';
};

/** `recipients` with what is newer about some of them. */
export const withFates = (
  recipients: readonly OutboxRecipient[],
  newer: readonly OutboxRecipient[],
): readonly OutboxRecipient[] => [
  ...new Map([...recipients, ...newer].map((recipient) => [recipient.address, recipient])).values(),
];
