import type { Deadline } from '../../net/guard.ts';
import type { CloudflareClient } from './client.ts';
import { readLimits, type ZoneLimits } from './limits.ts';
import { hourMs } from './windows.ts';

/** What plans allow, kept for an hour: it changes only when somebody buys something (Cloudflare API reference §2.2). */
export interface LimitsCache {
  /** @throws SourceError as `readLimits`; a failure is not kept */
  read(client: CloudflareClient, zoneId: string, deadline: Deadline): Promise<ZoneLimits>;
}

/** @param now milliseconds since 1970; a clock that was set back forgets */
export function createLimitsCache(now: () => number): LimitsCache {
  const kept = new Map<string, { readonly limits: ZoneLimits; readonly atMs: number }>();
  const isFresh = (atMs: number, nowMs: number) => atMs <= nowMs && nowMs - atMs < hourMs;

  return {
    async read(client, zoneId, deadline) {
      const nowMs = now();
      for (const [id, { atMs }] of kept) if (!isFresh(atMs, nowMs)) kept.delete(id);
      const known = kept.get(zoneId);
      if (known) return known.limits;
      const limits = await readLimits(client, zoneId, deadline);
      kept.set(zoneId, { limits, atMs: nowMs });
      return limits;
    },
  };
}
