/** Longer lines are no SMTP (RFC 5321 §4.5.3.1); the limit keeps a broken client from filling the memory. */
const maxLineBytes = 4096;

export type Received =
  | { readonly kind: 'line'; readonly text: string }
  /** A message, dots unstuffed; `undefined` when it was larger than allowed and has been thrown away. */
  | { readonly kind: 'message'; readonly raw: string | undefined }
  /** A line without end. */
  | { readonly kind: 'overflow' };

/** Cuts what arrives into lines, and into one message after `expectMessage`. */
export interface SmtpReader {
  feed(chunk: Buffer): void;
  expectMessage(): void;
  /** Throws away what has arrived and not been read: nothing said in the clear may count after STARTTLS. */
  discard(): void;
}

/** Collects one message up to the line with a single dot (RFC 5321 §4.5.2). */
const createCollector = (maxBytes: number): ((line: string) => Received | undefined) => {
  const lines: string[] = [];
  let bytes = 0;
  return (line) => {
    if (line === '.') return { kind: 'message', raw: bytes > maxBytes ? undefined : lines.join('') };
    bytes += Buffer.byteLength(line) + 2;
    if (bytes <= maxBytes) lines.push(`${line.startsWith('.') ? line.slice(1) : line}\r\n`);
    return undefined;
  };
};

export const createReader = (maxMessageBytes: number, receive: (received: Received) => void): SmtpReader => {
  let buffered: Buffer = Buffer.alloc(0);
  let collect: ReturnType<typeof createCollector> | undefined;

  const takeLine = (text: string): void => {
    if (!collect) {
      receive({ kind: 'line', text });
      return;
    }
    const message = collect(text);
    if (!message) return;
    collect = undefined;
    receive(message);
  };

  const discard = (): void => {
    buffered = Buffer.alloc(0);
  };

  return {
    feed: (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const text = buffered.toString('utf8', 0, end);
        buffered = buffered.subarray(end + 2);
        takeLine(text);
      }
      if (buffered.byteLength <= (collect ? maxMessageBytes : maxLineBytes)) return;
      discard();
      receive({ kind: 'overflow' });
    },
    expectMessage: () => {
      collect = createCollector(maxMessageBytes);
    },
    discard,
  };
};
