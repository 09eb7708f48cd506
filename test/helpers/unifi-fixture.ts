import { readFileSync } from 'node:fs';

/** A recorded answer by its path below `test/fixtures/unifi/`, parsed anew for each caller. */
export function unifiFixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/unifi/${path}`, import.meta.url), 'utf8'));
}

/** The legacy envelope around the content of `data`. */
export const legacy = (data: unknown) => ({ meta: { rc: 'ok' }, data });

/** The legacy way to say no, which comes under any status. */
export const legacyError = (msg: string) => ({ meta: { rc: 'error', msg }, data: [] });

/** What a recorded answer holds inside its envelope, as `Console.read` gives it. */
export function unifiFixtureData(path: string): unknown {
  const recorded = unifiFixture(path);
  return typeof recorded === 'object' && recorded !== null && 'data' in recorded ? recorded.data : recorded;
}
