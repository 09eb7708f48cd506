/** Somebody else is at it right now (exit code 5, DESIGN §6). The message says who, and what to do. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}
