/** A repeatable stream of numbers: the same seed always gives the same network. */
export interface Random {
  /** From 0 included to 1 not included. */
  next(): number;
  /** A whole number, both ends included. */
  integer(min: number, max: number): number;
  pick<T>(first: T, ...rest: readonly T[]): T;
}

/** Mulberry32, a public-domain 32-bit generator: small, and good enough to scatter events over a day. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    pick: (first, ...rest) => rest[integer(-1, rest.length - 1)] ?? first,
  };
};
