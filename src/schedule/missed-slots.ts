/** Slots that passed while the process was suspended. */
export interface MissedSlots {
  readonly count: number;
  readonly firstMs: number;
}

/**
 * node-cron tells of every missed slot by itself, all in one tick; after a long sleep a short schedule makes thousands.
 * Returns a listener that reports them together.
 */
export const collectMissedSlots = (
  report: (slots: MissedSlots) => void,
): ((slot: { readonly date: Date }) => void) => {
  let pending: MissedSlots | undefined;

  const flush = (): void => {
    const slots = pending;
    pending = undefined;
    if (slots !== undefined) report(slots);
  };

  return ({ date }) => {
    if (pending === undefined) queueMicrotask(flush);
    pending = { count: (pending?.count ?? 0) + 1, firstMs: pending?.firstMs ?? date.getTime() };
  };
};
