import { createLimit, type Limit } from '../../console/limit.ts';
import { SourceError } from '../../net/errors.ts';

/** The two interfaces have budgets of their own, Cloudflare API reference §1 and §2.1. */
export type Api = 'rest' | 'graphql';

/** Requests under way at the same time. */
const mostAtOnce = { rest: 8, graphql: 4 } as const satisfies Record<Api, number>;

/** Per five minutes; over it Cloudflare blocks every call of the token for five minutes. */
const mostPerWindow = { rest: 1_200, graphql: 300 } as const satisfies Record<Api, number>;
const windowMs = 5 * 60_000;

/** About one zone in one report, retries counted. */
const mostPerZone = 25;
/** What the other interface may not take of them: as many as there are different questions, and some to spare. */
const reservedPerZone = { rest: 9, graphql: 12 } as const satisfies Record<Api, number>;

/** What one report may still ask. */
export interface ReportBudget {
  /** Lets a request wait for one of few places. */
  readonly places: Readonly<Record<Api, Limit>>;
  /** Counts one attempt. @throws SourceError `rate_limited` when it would be one too many */
  spend(api: Api, zoneId: string | undefined): void;
}

/** One per token: it lives as long as the process. */
export interface Budget {
  /** Each report counts its requests per zone anew; those per five minutes run on. */
  forReport(): ReportBudget;
}

/** @param now milliseconds since 1970 */
export function createBudget(now: () => number): Budget {
  const places = { rest: createLimit(mostAtOnce.rest), graphql: createLimit(mostAtOnce.graphql) };
  const windows = {
    rest: createWindow(mostPerWindow.rest, now),
    graphql: createWindow(mostPerWindow.graphql, now),
  };
  const forReport = (): ReportBudget => {
    const spendOnZone = createZoneCounts();
    return {
      places,
      spend(api, zoneId) {
        if (zoneId !== undefined) spendOnZone(api, zoneId);
        windows[api]();
      },
    };
  };
  return { forReport };
}

/** Counts what is asked about each zone. */
function createZoneCounts(): (api: Api, zoneId: string) => void {
  const counts = new Map<string, Readonly<Record<Api, number>>>();
  return (api, zoneId) => {
    const spent = counts.get(zoneId) ?? { rest: 0, graphql: 0 };
    const other = api === 'rest' ? 'graphql' : 'rest';
    if (spent[api] + Math.max(spent[other], reservedPerZone[other]) >= mostPerZone) {
      throw new SourceError('rate_limited', 'the requests that a report makes about one zone are used up');
    }
    counts.set(zoneId, { ...spent, [api]: spent[api] + 1 });
  };
}

/** Counts what happens within five minutes. A clock that was set back forgets, so that it cannot block for long. */
function createWindow(most: number, now: () => number): () => void {
  let spentAtMs: readonly number[] = [];
  return () => {
    const nowMs = now();
    spentAtMs = spentAtMs.filter((atMs) => atMs > nowMs - windowMs && atMs <= nowMs);
    if (spentAtMs.length >= most) {
      throw new SourceError('rate_limited', 'the budget of questions is used up for some minutes');
    }
    spentAtMs = [...spentAtMs, nowMs];
  };
}
