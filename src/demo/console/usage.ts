import { dayMs, hourMs, minuteMs } from '../duration.ts';
import { numberIn, parseObject, stringsIn } from '../json.ts';
import { type DemoUsage, usageBetween } from '../world/usage.ts';
import type { World } from '../world/world.ts';
import { legacyData, post, type Route, type Routes } from './answers.ts';

/** Only what is asked for is answered, the time included; `site` and `oid` come anyway. */
const rowOf = (usage: DemoUsage, attrs: readonly string[]): Record<string, unknown> => {
  const { fromMs, downloadBytes, uploadBytes, wiredClients, wirelessClients } = usage;
  const all: readonly (readonly [attr: string, value: number])[] = [
    ['time', fromMs],
    ['wan-rx_bytes', downloadBytes],
    ['wan-tx_bytes', uploadBytes],
    ['num_sta', wiredClients + wirelessClients],
    ['lan-num_sta', wiredClients],
    ['wlan-num_sta', wirelessClients],
  ];
  const asked = Object.fromEntries(all.filter(([attr]) => attrs.includes(attr)));
  return { ...asked, o: 'site', oid: 'default', site: 'default' };
};

/** Statistics of the site, which every generation keeps: five minutes for a day, hours for a week (UniFi API reference §4). */
export const usageRoutes = (world: World): Routes => {
  const report = (stepMs: number, keptMs: number): Route =>
    post((request) => {
      const body = parseObject(request.body) ?? {};
      const toMs = numberIn(body, 'end') ?? world.nowMs;
      const fromMs = Math.max(numberIn(body, 'start') ?? 0, world.nowMs - keptMs);
      const rows = usageBetween(fromMs, toMs, stepMs, world);
      return legacyData(rows.map((row) => rowOf(row, stringsIn(body, 'attrs'))));
    });
  return {
    'stat/report/5minutes.site': report(5 * minuteMs, dayMs),
    'stat/report/hourly.site': report(hourMs, 7 * dayMs),
    'stat/report/daily.site': report(dayMs, 90 * dayMs),
  };
};
