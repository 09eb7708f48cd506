import type { Fetch } from './http.ts';

/** A fetch that is made at its first request, so that a command that asks nobody loads nothing. */
export function lazyFetch(create: () => Promise<Fetch>): Fetch {
  let ready: Promise<Fetch> | undefined;
  return async (url, init) => {
    ready ??= create();
    return (await ready)(url, init);
  };
}
