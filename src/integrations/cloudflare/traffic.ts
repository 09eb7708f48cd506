import type { Deadline } from '../../net/guard.ts';
import { readDataset, type ZoneContext } from './dataset.ts';
import type { Reading } from './reading.ts';
import { joinTraffic, parseTraffic, type Traffic } from './traffic-parse.ts';
import { optionalTrafficFields, type Resolution, selectTraffic } from './traffic-query.ts';
import { dayMs, hourMs, isWithin, windowBefore, windowOf } from './windows.ts';

const stepsMs = { hour: hourMs, day: dayMs } as const satisfies Record<Resolution, number>;

/**
 * Traffic of one zone: from whole hours where the plan gives the whole period at once, else from whole UTC days, which
 * reach back a year (Cloudflare API reference §2.3). The period before is asked for in the same question where the plan
 * still has all of it.
 */
export function readTraffic(context: ZoneContext, deadline: Deadline): Promise<Reading<Traffic>> {
  const resolution = resolutionFor(context);
  const limits = resolution === 'hour' ? context.limits.hourly : context.limits.daily;
  const stepMs = stepsMs[resolution];
  const whole = windowOf(context.period, stepMs);
  return readDataset(
    context,
    {
      operation: `read traffic by ${resolution}`,
      limits,
      stepMs,
      optionalFields: optionalTrafficFields,
      select: (window, may, reach) => {
        const before = windowBefore(window);
        const isWhole = window.fromMs === whole.fromMs && window.toMs === whole.toMs;
        const isKept = isWhole && isWithin(before, reach, context.nowMs);
        const mostPoints = Math.min(limits.maxPageSize, (window.toMs - window.fromMs) / stepMs);
        return selectTraffic(resolution, { window, mostPoints, ...(isKept && { before }) }, may);
      },
      parse: (zone) => parseTraffic(zone, stepMs),
      join: joinTraffic,
    },
    deadline,
  );
}

function resolutionFor({ limits: { daily, hourly }, period, nowMs }: ZoneContext): Resolution {
  const isWhole = isWithin(windowOf(period, hourMs), hourly, nowMs);
  return hourly.enabled && (isWhole || !daily.enabled) ? 'hour' : 'day';
}
