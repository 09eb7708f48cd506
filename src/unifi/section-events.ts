import type { Block, Value } from '../report/section.ts';
import { isThreat } from './event-kinds.ts';
import { eventLabel } from './section-event-labels.ts';
import { moreRows } from './section-more.ts';
import type { EventSeverity, Events, NetworkEvent } from './snapshot.ts';

const maxNotable = 15;
const maxKinds = 15;

/**
 * What happened, in the console's own words and worst first, then how often each kind of event occurred.
 *
 * @param threatsAreShown the security section has the detections, which then take no room from other events here
 */
export function eventsBlocks({ rows, counts }: Events, threatsAreShown = false): readonly Block[] {
  if (rows.length === 0 && counts.length === 0)
    return [{ kind: 'note', tone: 'neutral', text: 'No events in this period.' }];
  const notable = threatsAreShown ? rows.filter(({ kind }) => !isThreat(kind)) : rows;
  return [...countsBlock(rows, counts), ...notableBlock(notable), ...kindsBlock(counts)];
}

/** How many of all events were worse than routine. */
function countsBlock(rows: readonly NetworkEvent[], counts: Events['counts']): Block[] {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return [];
  const worse = (severity: EventSeverity) => rows.filter((row) => row.severity === severity).length;
  return [
    {
      kind: 'facts',
      items: [
        { label: 'Events', value: { number: all } },
        { label: 'Critical', value: { number: worse('critical') } },
        { label: 'Warnings', value: { number: worse('warning') } },
      ],
    },
  ];
}

const severityOrder = ['critical', 'warning', 'info'] as const satisfies readonly EventSeverity[];

const severityValue = {
  critical: { text: 'critical', tone: 'critical' },
  warning: { text: 'warning', tone: 'warning' },
  info: 'info',
} as const satisfies Record<EventSeverity, Value>;

function notableBlock(rows: readonly NetworkEvent[]): Block[] {
  const groups = alike(rows);
  if (groups.length === 0) return [];
  const shown = groups.slice(0, maxNotable);
  return [
    {
      kind: 'table',
      title: 'Notable events',
      columns: [
        { title: 'Last at' },
        { title: 'Severity' },
        { title: 'Event' },
        { title: 'Times', align: 'end' },
      ],
      rows: shown.map(({ event, count }): Value[] => [
        { atMs: event.atMs },
        severityValue[event.severity],
        event.text || eventLabel(event.kind),
        { number: count },
      ]),
      ...moreRows(groups.length, shown.length),
    },
  ];
}

/** Events that say the same are one line with the time of the last: worst first, then the newest. */
function alike(rows: readonly NetworkEvent[]): { event: NetworkEvent; count: number }[] {
  const groups = Map.groupBy(rows, ({ severity, kind, text }) => JSON.stringify([severity, kind, text]));
  return [...groups.values()]
    .flatMap((group) => {
      const [event] = group.toSorted((a, b) => b.atMs - a.atMs);
      return event === undefined ? [] : [{ event, count: group.length }];
    })
    .toSorted(
      (a, b) =>
        severityOrder.indexOf(a.event.severity) - severityOrder.indexOf(b.event.severity) ||
        b.event.atMs - a.event.atMs,
    );
}

function kindsBlock(counts: Events['counts']): Block[] {
  if (counts.length === 0) return [];
  const sorted = counts.toSorted((a, b) => b.count - a.count);
  const shown = sorted.slice(0, maxKinds);
  return [
    {
      kind: 'bars',
      title: 'Events by kind',
      items: shown.map(({ kind, count }) => ({
        label: eventLabel(kind),
        amount: count,
        value: { number: count },
      })),
      ...moreRows(sorted.length, shown.length, 'more kinds'),
    },
  ];
}
