import type { ReadableStream as WebStream } from 'node:stream/web';
import { SourceError } from './errors.ts';

/** What a fetch of another package answers with. */
interface ForeignResponse {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: WebStream<Uint8Array> | null;
}

/**
 * Makes the global Response, which the rest of the code knows, of another package's.
 * @throws SourceError `invalid_response` for a status that the global one does not take
 */
export function toGlobalResponse({ status, headers, body }: ForeignResponse): Response {
  if (status < 200 || status > 599) {
    throw new SourceError('invalid_response', `answered with the unknown HTTP status ${status}`);
  }
  return new Response(body === null ? null : streamOf(body), { status, headers: [...headers] });
}

function streamOf(body: WebStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
