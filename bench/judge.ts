import type { Costs } from './costs.ts';
import { restMs } from './daemon.ts';
import { type Cost, growthExponent } from './growth.ts';
import type { Compared } from './report.ts';
import { atMost, type Row } from './target.ts';

/** The heartbeat, the schedule's look at the clock, and what an idle process of Node does of its own. */
const mostWakeUpsMore = 3;
const daemonTimers = 'wake-ups more than idle';

/** What was measured beside what it should be; nothing for what was not measured. */
export const judge = ({ starts, reports, growth, daemon, rendering }: Costs): readonly Row[] => [
  ...startRows(starts),
  ...reportRows(reports),
  ...growthRows(growth),
  ...(daemon === undefined
    ? []
    : [
        atMost(
          `daemon at rest after ${daemon.runs} reports: resident memory`,
          daemon.daemon.residentBytes / daemon.idle.residentBytes,
          1.6,
          '× idle',
        ),
        atMost(
          `daemon at rest: ${daemonTimers} in ${restMs / 1000} s`,
          daemon.daemon.wakeUps - daemon.idle.wakeUps,
          mostWakeUpsMore,
          '',
        ),
      ]),
  ...(rendering === undefined
    ? []
    : [atMost(`rendering ${rendering.size.name}`, rendering.usualMs, 10, 'ms')]),
];

const startRows = (starts: Costs['starts']): readonly Row[] => {
  const least = starts['node -e 0'];
  if (least === undefined) return [];
  return Object.entries(starts)
    .filter(([name]) => name !== 'node -e 0')
    .map(([name, { wallMs }]) => atMost(`${name}: wall`, wallMs / least.wallMs, 2, '× node -e 0'));
};

const reportRows = (reports: readonly Compared[]): readonly Row[] => {
  const of = (name: string, latencyMs: number): Compared | undefined =>
    reports.find((one) => one.size.name === name && one.latencyMs === latencyMs);
  const [small, large] = [of('S', 0), of('L', 0)];
  return [
    ...(small === undefined
      ? []
      : [atMost('S: wall', small.report.wallMs / small.floor.wallMs, 3, '× floor')]),
    ...(large === undefined
      ? []
      : [
          atMost('L: user and system CPU', large.report.cpuMs / large.floor.cpuMs, 2, '× floor'),
          atMost('L: peak memory', large.report.peakBytes / large.floor.peakBytes, 1.6, '× floor'),
        ]),
    ...['S', 'M', 'L'].flatMap((name) => {
      const [quick, slow] = [of(name, 0), of(name, 200)];
      if (quick === undefined || slow === undefined) return [];
      const depth = (slow.report.wallMs - quick.report.wallMs) / slow.latencyMs;
      return [atMost(`${name}: depth of round trips`, depth, 6, '')];
    }),
  ];
};

const growthRows = (growth: Costs['growth']): readonly Row[] => {
  if (growth.length < 2) return [];
  const costs = growth.map(({ size, report }): Cost => ({ size: size.clients, cost: report.cpuMs }));
  return [atMost('growth of CPU with size: exponent', growthExponent(costs), 1.05, '')];
};
