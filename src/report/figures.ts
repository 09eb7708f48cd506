import type { Measurement, PastMeasurement } from '../measurements/measurement.ts';
import type { Period } from '../period.ts';

/** A number of this report beside that of the period before. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  /** `ratio` (0–1), `ms`, `bytes`, `bits/s`, or what is counted. */
  readonly unit: string;
  readonly current: number;
  /** Absent where it was not measured then. A total is scaled to the length of this period. */
  readonly previous?: number;
}

/** The figures of a report that a reader follows from day to day. */
export interface Figures {
  /** The period before; absent for a first report, and where nothing is compared. */
  readonly previousPeriod?: Period;
  readonly items: readonly Figure[];
}

export interface FiguresInput {
  readonly current: readonly Measurement[];
  readonly period: Period;
  readonly previous?:
    | { readonly period: Period; readonly measurements: readonly PastMeasurement[] }
    | undefined;
  /** Names of the integrations as a reader knows them, by their key. */
  readonly displayNames: ReadonlyMap<string, string>;
}

/** In the order of the report. */
const labels = new Map([
  ['internet.availability', 'Internet availability'],
  ['internet.outages', 'Internet outages'],
  ['internet.latency', 'Internet latency'],
  ['internet.loss', 'Packet loss'],
  ['internet.download', 'Download (speed test)'],
  ['internet.upload', 'Upload (speed test)'],
  ['devices.online', 'Devices online'],
  ['devices.all', 'Devices in all'],
  ['clients.connected', 'Clients connected'],
  ['clients.most', 'Clients at most'],
  ['traffic.total', 'Internet traffic'],
  ['traffic.download', 'Downloaded'],
  ['traffic.upload', 'Uploaded'],
  ['security.blocked', 'Threats blocked'],
  ['security.detected', 'Threats not blocked'],
  ['events', 'Events'],
]);

/** Figures of this report against the period before. Pure. */
export function figuresOf({ current, period, previous, displayNames }: FiguresInput): Figures {
  const before = new Map(previous?.measurements.map((one) => [one.key, one]));
  const items = inOrder(current).flatMap((now): Figure[] => {
    const label = labels.get(now.key) ?? integrationLabel(now.key, displayNames);
    if (label === undefined) return [];
    const past = before.get(now.key);
    return [
      {
        key: now.key,
        label,
        unit: now.unit,
        current: now.value,
        ...previousOf(now, past, period),
      },
    ];
  });
  return { ...(previous === undefined ? {} : { previousPeriod: previous.period }), items };
}

const inOrder = (measurements: readonly Measurement[]): readonly Measurement[] => {
  const order = [...labels.keys()];
  const rank = ({ key }: Measurement) => (labels.has(key) ? order.indexOf(key) : order.length);
  return measurements.toSorted((a, b) => rank(a) - rank(b));
};

/** "Cloudflare: requests" from `cloudflare.requests`; what belongs to no integration has no line. */
function integrationLabel(key: string, displayNames: ReadonlyMap<string, string>): string | undefined {
  const [name = '', ...rest] = key.split('.');
  const displayName = displayNames.get(name);
  return displayName === undefined || rest.length === 0
    ? undefined
    : `${displayName}: ${rest.join('.').replaceAll('-', ' ')}`;
}

function previousOf(
  now: Measurement,
  past: PastMeasurement | undefined,
  period: Period,
): Pick<Figure, 'previous'> {
  if (past === undefined || past.unit !== now.unit) return {};
  const shortestMs = Math.min(past.periodMs, period.toMs - period.fromMs);
  if (past.kind === 'total' && shortestMs < shortestCountedMs) return {};
  return { previous: scaled(past, period) };
}

/** What was counted in less says nothing about a longer time. */
const shortestCountedMs = 60 * 60 * 1000;

/** Periods of nearly the same length are taken as equal: nobody compares 23 hours and 59 minutes with a day. */
const sameLengthTolerance = 0.05;

function scaled({ kind, value, periodMs }: PastMeasurement, period: Period): number {
  const lengthMs = period.toMs - period.fromMs;
  if (kind === 'level') return value;
  const factor = lengthMs / periodMs;
  return Math.abs(factor - 1) <= sameLengthTolerance ? value : value * factor;
}
