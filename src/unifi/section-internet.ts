import type { Period } from '../period.ts';
import type { Block, FactItem, Value } from '../report/section.ts';
import { latencyBlocks } from './section-latency.ts';
import { moreRows } from './section-more.ts';
import type { Internet, SpeedTest, Wan } from './snapshot.ts';
import { isUsedLine } from './used-line.ts';

const maxOutages = 10;
const maxSpeedTests = 10;

/** Availability, outages and latency of the period, then the lines and speed tests. What the console does not tell has no row. */
export function internetBlocks(internet: Internet, period?: Period): readonly Block[] {
  const blocks = [
    ...periodBlock(internet),
    ...outagesBlock(internet),
    ...latencyBlocks(internet, period),
    ...internet.wans.flatMap((wan) => lineBlock(wan, internet)),
    ...speedTestsBlock(internet.speedTests),
  ];
  if (blocks.length > 0) return blocks;
  return [{ kind: 'note', tone: 'neutral', text: 'The console knows of no internet connection.' }];
}

function lineBlock(wan: Wan, { wans, outages }: Internet): Block[] {
  const isSpare = wans.length > 1 && !isUsedLine(wan, outages);
  const items = isSpare ? fact('State', { text: 'not in use' }) : lineFacts(wan);
  if (items.length === 0) return [];
  return [{ kind: 'facts', ...(wans.length > 1 ? { title: wan.name } : {}), items }];
}

const lineFacts = (wan: Wan): FactItem[] =>
  [
    fact('State', wan.up === undefined ? undefined : lineState(wan.up)),
    fact('Provider', wan.isp),
    fact('Address', wan.ip),
    fact('Latency', wan.latencyMs === undefined ? undefined : { latencyMs: wan.latencyMs }),
    fact(
      'Availability',
      wan.availabilityRatio === undefined ? undefined : { ratio: wan.availabilityRatio },
      'as the console monitors it',
    ),
    fact('Down altogether', wan.downtimeMs === undefined ? undefined : { durationMs: wan.downtimeMs }),
  ].flat();

const lineState = (up: boolean): Value =>
  up ? { text: 'up', tone: 'good' } : { text: 'down', tone: 'critical' };

function periodBlock({ availabilityRatio, outages, latency }: Internet): Block[] {
  // Without samples an empty list of outages may mean that nobody watched: then nothing is claimed.
  const watched = availabilityRatio !== undefined || latency.length > 0;
  const items = [
    fact('Availability', availabilityRatio === undefined ? undefined : { ratio: availabilityRatio }),
    fact('Outages', outages.length === 0 && watched ? { text: 'none recorded', tone: 'good' } : undefined),
  ].flat();
  return items.length === 0 ? [] : [{ kind: 'facts', title: 'In this period', items }];
}

function outagesBlock({ outages, wans }: Internet): Block[] {
  if (outages.length === 0) return [];
  const shown = outages.toSorted((a, b) => b.fromMs - a.fromMs).slice(0, maxOutages);
  return [
    {
      kind: 'table',
      title: 'Outages',
      columns: [{ title: 'Line' }, { title: 'From' }, { title: 'To' }, { title: 'Length', align: 'end' }],
      rows: shown.map(({ wan, fromMs, toMs }): Value[] => [
        wan ?? (wans.length === 1 ? (wans[0]?.name ?? null) : null),
        { atMs: fromMs },
        // Not "still down": whether it lasts is for the line's own state to say, which a lost end contradicts.
        toMs === undefined ? 'no end recorded' : { atMs: toMs },
        toMs === undefined ? null : { durationMs: toMs - fromMs },
      ]),
      ...moreRows(outages.length, shown.length, 'earlier'),
    },
  ];
}

function speedTestsBlock(speedTests: readonly SpeedTest[]): Block[] {
  if (speedTests.length === 0) return [];
  const shown = speedTests.toSorted((a, b) => b.atMs - a.atMs).slice(0, maxSpeedTests);
  return [
    {
      kind: 'table',
      title: 'Speed tests',
      columns: [
        { title: 'When' },
        { title: 'Line' },
        { title: 'Download', align: 'end' },
        { title: 'Upload', align: 'end' },
        { title: 'Latency', align: 'end' },
      ],
      rows: shown.map(speedTestRow),
      ...moreRows(speedTests.length, shown.length, 'earlier'),
    },
  ];
}

function speedTestRow(test: SpeedTest): Value[] {
  const { atMs, wan = null, downloadBitsPerSecond: down, uploadBitsPerSecond: up, latencyMs } = test;
  if (test.failed) return [{ atMs }, wan, { text: 'failed', tone: 'warning' }, null, null];
  return [
    { atMs },
    wan,
    down === undefined ? null : { bitsPerSecond: down },
    up === undefined ? null : { bitsPerSecond: up },
    latencyMs === undefined ? null : { latencyMs },
  ];
}

const fact = (label: string, value: Value | undefined, hint?: string): FactItem[] =>
  value === undefined || value === null ? [] : [{ label, value, ...(hint === undefined ? {} : { hint }) }];
