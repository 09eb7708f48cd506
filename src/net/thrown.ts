/** What is written about an error that nobody expected. No stack, no cause, nothing that may hold a secret. */
export interface ThrownSummary {
  readonly type: string;
  readonly message: string;
}

const maxMessageLetters = 300;

/** Describes anything that can be thrown, for the log. Total: survives values whose properties throw. */
export function summariseThrown(thrown: unknown): ThrownSummary {
  try {
    if (thrown instanceof Error) return { type: plain(thrown.name), message: plain(thrown.message) };
    if (typeof thrown === 'string') return { type: 'string', message: plain(thrown) };
    return { type: thrown === null ? 'null' : typeof thrown, message: '' };
  } catch {
    return { type: 'unreadable', message: '' };
  }
}

/** One line, without what stands in a URL before the host or after the path. */
function plain(text: string): string {
  return text
    .slice(0, 10 * maxMessageLetters)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/(\w+:\/\/)[^\s/@]*@/g, '$1')
    .replaceAll(/(\w+:\/\/[^\s?#]*)[?#][^\s"')]*/g, '$1')
    .slice(0, maxMessageLetters);
}
