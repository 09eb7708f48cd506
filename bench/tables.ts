import type { Costs } from './costs.ts';
import { restMs } from './daemon.ts';
import type { Usage } from './measure.ts';
import type { Table } from './page.ts';

const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
const usage = ({ wallMs, cpuMs, peakBytes }: Usage): readonly string[] => [
  milliseconds(wallMs),
  milliseconds(cpuMs),
  megabytes(peakBytes),
];

const used = ['wall', 'CPU', 'peak'] as const;

/** The figures that the ratios are made of. */
export const figureTables = (costs: Costs): readonly Table[] =>
  allTables(costs).filter(({ rows }) => rows.length > 0);

const allTables = ({ starts, reports, growth, daemon, rendering }: Costs): readonly Table[] => [
  {
    title: 'Starting',
    head: ['', ...used],
    rows: Object.entries(starts).map(([name, one]) => [name, ...usage(one)]),
  },
  {
    title: 'One report, and its floor',
    head: ['', 'requests', 'mail', ...used, ...used.map((name) => `${name}, floor`)],
    rows: reports.map(({ size, latencyMs, requests, mailBytes, report, floor }) => [
      `${size.name}: ${size.devices} devices, ${size.clients} clients, ${size.events} events, ${latencyMs} ms latency`,
      String(requests),
      `${Math.round(mailBytes / 1000)} kB`,
      ...usage(report),
      ...usage(floor),
    ]),
  },
  {
    title: 'Growth',
    head: ['', ...used],
    rows: growth.map(({ size, report }) => [
      `${size.name}: ${size.devices} devices, ${size.clients} clients, ${size.events} events`,
      ...usage(report),
    ]),
  },
  ...(daemon === undefined
    ? []
    : [
        {
          title: `A daemon at rest after ${daemon.runs} reports`,
          head: ['', 'resident', `wake-ups in ${restMs / 1000} s`],
          rows: [
            ['daemon', megabytes(daemon.daemon.residentBytes), String(daemon.daemon.wakeUps)],
            ['idle process', megabytes(daemon.idle.residentBytes), String(daemon.idle.wakeUps)],
          ],
        },
      ]),
  ...(rendering === undefined
    ? []
    : [
        {
          title: `Rendering the report of ${rendering.size.name}`,
          head: ['', 'time'],
          rows: [
            ['the first of a process', `${rendering.firstMs.toFixed(1)} ms`],
            ['any other', `${rendering.usualMs.toFixed(1)} ms`],
          ],
        },
      ]),
];
