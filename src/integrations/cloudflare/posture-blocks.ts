import type { Block, FactItem, Tone } from '../../report/section.ts';
import type { Answers, ZoneAnswers } from './answers.ts';
import { type Deviation, deviationsOf } from './deviations.ts';
import { postureNames, type ZonePosture } from './posture.ts';
import { joinParts, more, nameSome } from './wording.ts';

const mostRows = 10;

interface DeviationOfZones extends Deviation {
  readonly zones: readonly string[];
}

/** What deviates, worst first, each with the zones in which it does; nothing where everything is as it should be. */
export function postureBlocks({ zones, nowMs }: Pick<Answers, 'zones' | 'nowMs'>): readonly Block[] {
  const deviations = deviationsByWhat(zones, nowMs);
  if (deviations.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Set-up to look at',
      columns: [{ title: 'What' }, { title: 'Zones' }],
      rows: deviations
        .slice(0, mostRows)
        .map(({ what, tone, zones: names }) => [{ text: what, tone }, nameSome(names, 2)]),
      ...more(deviations.length, mostRows),
    },
  ];
}

/** One line for the overview, and what it speaks of, which is what was read: "nothing to note". */
export function postureFact({ zones, nowMs }: Pick<Answers, 'zones' | 'nowMs'>): readonly FactItem[] {
  const read = zones.flatMap(({ posture }) => posture ?? []);
  const names = partsRead(read);
  if (names.length === 0) return [];
  const found = deviationsByWhat(zones, nowMs);
  const isSerious = found.some(({ tone }) => tone !== 'neutral');
  return [
    {
      label: 'Set-up',
      value: { text: summaryOf(found.length, isSerious), tone: toneOf(found.length, isSerious) },
      hint: joinParts(names),
    },
  ];
}

function summaryOf(found: number, isSerious: boolean): string {
  if (found === 0) return 'nothing to note';
  return isSerious ? `${found} to look at` : `${found} of interest`;
}

function toneOf(found: number, isSerious: boolean): Tone {
  if (found === 0) return 'good';
  return isSerious ? 'warning' : 'neutral';
}

function partsRead(read: readonly ZonePosture[]): readonly string[] {
  return [
    ...(read.some(({ certificates }) => certificates.ok) ? [postureNames.certificates] : []),
    ...(read.some(({ dnssec }) => dnssec.ok) ? [postureNames.dnssec] : []),
    ...(read.some(({ settings }) => settings.some(({ value }) => value.ok)) ? [postureNames.settings] : []),
  ];
}

const worstFirst: readonly Tone[] = ['critical', 'warning', 'neutral', 'good'];

function deviationsByWhat(zones: readonly ZoneAnswers[], nowMs: number): readonly DeviationOfZones[] {
  const all = zones.flatMap(({ zone, posture }) =>
    posture ? deviationsOf(posture, nowMs).map((deviation) => ({ ...deviation, zone: zone.name })) : [],
  );
  return [...Map.groupBy(all, ({ what, tone }) => `${tone} ${what}`).values()]
    .flatMap((group) =>
      group.slice(0, 1).map(({ what, tone }) => ({
        what,
        tone,
        zones: [...new Set(group.map(({ zone }) => zone))],
      })),
    )
    .toSorted(
      (a, b) => worstFirst.indexOf(a.tone) - worstFirst.indexOf(b.tone) || b.zones.length - a.zones.length,
    );
}
