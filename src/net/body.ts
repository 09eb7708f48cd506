export interface BodyText {
  readonly text: string;
  /** The body was longer than allowed; `text` holds its beginning. */
  readonly isCut: boolean;
}

/**
 * Reads a body as UTF-8, at most `maxBytes` of it, counted after decompression. What is longer is not received: the
 * stream is cancelled, which tears the connection down. @throws what the connection throws
 */
export async function readText(response: Response, maxBytes: number): Promise<BodyText> {
  if (response.body === null) return { text: '', isCut: false };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let leftBytes = maxBytes;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), isCut: false };
    text += decoder.decode(value.subarray(0, leftBytes), { stream: true });
    if (value.byteLength > leftBytes) {
      void reader.cancel().catch(ignore);
      return { text, isCut: true };
    }
    leftBytes -= value.byteLength;
  }
}

/** Gives up a body that nobody wants to read. */
export function discard(response: Response): void {
  void response.body?.cancel().catch(ignore);
}

// The connection may be gone already, which is what was wanted.
const ignore = (): void => undefined;
