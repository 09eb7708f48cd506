import type { Fetch, RequestHeaders } from '../net/reply.ts';

/** One request as it went out, and how it ended. Nothing in it is redacted yet. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly body?: string;
  readonly durationMs: number;
  /** The status; `undefined` when there was no answer. */
  readonly status?: number;
}

/** Passes everything on and tells of each request once its status is known, or it has failed. */
export const recordingFetch =
  (fetch: Fetch, now: () => number, tell: (request: RecordedRequest) => void): Fetch =>
  async (url, init) => {
    const startedAtMs = now();
    const request = {
      method: init.method ?? 'GET',
      url,
      headers: init.headers ?? new Map<string, string>(),
      ...(init.body !== undefined && { body: init.body }),
    };
    try {
      const reply = await fetch(url, init);
      tell({ ...request, durationMs: now() - startedAtMs, status: reply.status });
      return reply;
    } catch (error) {
      tell({ ...request, durationMs: now() - startedAtMs });
      throw error;
    }
  };
