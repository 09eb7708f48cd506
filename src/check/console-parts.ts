import type { Detections } from '../console/detections.ts';
import type { Part } from '../console/part.ts';
import type { PendingParts } from '../unifi/read-parts.ts';
import { missingSentence } from '../unifi/section-missing.ts';
import type { Events } from '../unifi/snapshot.ts';
import type { CheckContext, CheckLine } from './checklist.ts';
import { sidePartsLine } from './side-parts.ts';

/** Stands for all of the lines below where the console let nobody in. */
export const skippedParts: CheckLine = {
  status: 'SKIPPED',
  subject: 'Network application, devices, health, clients, events, detections, internet',
};

/** One line for each part of the network, as soon as it and those before it are known. Never rejects. */
export const sayParts = async (parts: PendingParts, say: CheckContext['say']): Promise<void> => {
  const lines = [
    lineOf('Network application', parts.system, ({ version }) => version ?? 'does not tell its version'),
    lineOf('Devices', parts.devices, ({ length }) => counted(length, 'device')),
    lineOf('Health', parts.health, ({ length }) => counted(length, 'subsystem')),
    lineOf('Clients', parts.clients, ({ length }) => `${counted(length, 'client')} online`),
    lineOf('Events', parts.events, ({ counts, source }) => `${inLastHour(counts)}, ${eventSources[source]}`),
    lineOf(
      'Intrusion detections',
      parts.detections,
      ({ rows, source }) => `${inLastHour(rows)}, ${detectionSources[source]}`,
    ),
    lineOf('Internet', parts.internet, ({ wans }) => counted(wans.length, 'line')),
  ];
  for (const line of lines) say(await line);
  say(await sidePartsLine(parts));
};

/** Which of the surfaces answered: versions differ (UniFi API reference §5.1). */
const eventSources = {
  'system-log': 'from the system log',
  legacy: 'from the old lists of events and alarms',
} as const satisfies Record<Events['source'], string>;

const detectionSources = {
  'traffic-flows': 'from the flow log',
  'ips-event': 'from the old list of detections',
  'system-log': 'from the system log',
} as const satisfies Record<Detections['source'], string>;

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const inLastHour = (rows: readonly { readonly count: number }[]): string =>
  `${rows.reduce((sum, { count }) => sum + count, 0)} in the last hour`;

const lineOf = async <T>(
  subject: string,
  pending: Promise<Part<T>>,
  found: (data: T) => string,
): Promise<CheckLine> => {
  const part = await pending;
  if (part.status === 'ok') return { status: 'OK', subject, detail: found(part.data), notes: part.notes };
  const detail = missingSentence(part);
  // What a version does not have, nobody can set right; the report does without it.
  if (part.code === 'unsupported') return { status: 'MISSING', subject, detail };
  return { status: 'FAILED', subject, detail, notes: part.code === 'forbidden' ? [permissionHint] : [] };
};

const permissionHint = 'Give the account read access to it on the console; the role View Only is enough.';
