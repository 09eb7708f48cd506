/** What the bodies that one server sends at the same time may take together. */
export interface Room {
  /** Counts a body until it leaves. */
  enter(): Occupant;
}

export interface Occupant {
  /** Takes so much more. False: there is no room left, and this body takes more of it than its share. */
  take(bytes: number): boolean;
  leave(): void;
}

const defaultBytes = 48 * 1024 * 1024;

/**
 * A cap on each body alone is none on memory, because several are read at once. When the room is full the largest go
 * first, so that a hostile answer costs itself and not its neighbours.
 */
export function createRoom(mostBytes = defaultBytes): Room {
  let bodies = 0;
  let total = 0;
  return {
    enter() {
      let own = 0;
      bodies += 1;
      return {
        take(bytes) {
          own += bytes;
          total += bytes;
          return total <= mostBytes || own * bodies < total;
        },
        leave() {
          bodies -= 1;
          total -= own;
        },
      };
    },
  };
}
