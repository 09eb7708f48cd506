import { dayMs, hourMs, isoSeconds } from '../../duration.ts';
import { hexId } from '../../identity.ts';
import { numberIn, parseObject, stringIn } from '../../json.ts';
import type { DemoEvent } from '../../world/happening.ts';
import type { World } from '../../world/world.ts';
import { getOrPost, legacyData, type Routes } from '../answers.ts';
import type { Generation } from '../generation.ts';
import { ipsRows } from './ips-events.ts';
import { legacyWordingOf } from './wording-of.ts';

/** Neither list ever holds more (UniFi API reference §4). */
const maxRows = 3000;

interface LegacyRow extends Record<string, unknown> {
  readonly time: number;
}

const rowOf = (event: DemoEvent, world: World): readonly LegacyRow[] => {
  const wording = legacyWordingOf(event, world.internet);
  if (!wording) return [];
  const { key, subsystem, msg, fields } = wording;
  const times = { time: event.atMs, datetime: isoSeconds(event.atMs) };
  return [{ _id: event.id, site_id: hexId('site:default', 24), key, subsystem, msg, ...times, ...fields }];
};

const alarming = [
  'device unreachable',
  'wan failed',
  'wan restored',
  'poe overload',
  'radar detected',
  'rogue access point',
];

/** An alarm is a second document about an event, with an id of its own; intrusions are alarms only. */
const alarmRows = (world: World): readonly LegacyRow[] => {
  const copies = world.events
    .filter(({ kind }) => alarming.includes(kind))
    .flatMap((event) => rowOf(event, world))
    .map((row) => ({ ...row, _id: hexId(`alarm:${row._id}`, 24), archived: false }));
  return [...copies, ...ipsRows(world)].sort((a, b) => a.time - b.time);
};

/** A frozen list ends when the console was upgraded. */
const sinceUpgradeMs = 60 * dayMs;

/** `stat/event` and the alarm lists, as far as the generation still has them (UniFi API reference §4, §5.1). */
export const legacyEventRoutes = (world: World, generation: Generation): Routes => {
  const ageMs = generation.events === 'frozen' ? sinceUpgradeMs : 0;
  const events = getOrPost((request) => {
    const body = parseObject(request.body) ?? {};
    const sinceMs = world.nowMs - (numberIn(body, 'within') ?? 1) * hourMs;
    const rows = world.events
      .map((event) => ({ ...event, atMs: event.atMs - ageMs }))
      .filter(({ atMs }) => atMs >= sinceMs)
      .flatMap((event) => rowOf(event, world));
    const ordered = stringIn(body, '_sort') === 'time' ? rows : rows.toReversed();
    const start = numberIn(body, '_start') ?? 0;
    const limit = Math.min(numberIn(body, '_limit') ?? maxRows, maxRows);
    return legacyData(ordered.slice(start, start + limit), { count: rows.length });
  });
  // Oldest first and cut at the end: on a busy site the newest alarms are the ones that are missing.
  const alarms = getOrPost(() => legacyData(alarmRows(world).slice(0, maxRows)));
  return {
    ...(generation.events !== 'gone' && { 'stat/event': events }),
    ...Object.fromEntries(generation.alarmLists.map((path) => [path, alarms])),
  };
};
