import type { Finding } from '../report/section.ts';
import type { Device, Events, NetworkEvent } from '../unifi/snapshot.ts';
import { isSame } from './event-groups.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, listed, shortName, since } from './wording.ts';

/** Devices that started anew in the period without a reason that the console knows. */
export const restartRules: readonly Rule[] = [restartedUnexpectedly];

/** An update or an adoption this close to a start explains it. */
const explanationMs = 30 * 60_000;
const explanations = ['FIRMWARE_UPDATED', 'DEVICE_ADOPTED'];
/** Asked for by a person; `…RestartedUnknown` is the older consoles' word for the opposite (UniFi API reference §5.4). */
const restartedByHand = /^EVT_[A-Z]+_Restarted$/;
const restartedUnknown = /^EVT_[A-Z]+_RestartedUnknown$/;

interface Restart {
  readonly device: Device;
  readonly atMs: number;
}

/** Without all events nobody can tell an update from a power cut, so then there is no finding. */
function restartedUnexpectedly(context: FindingContext): Finding[] {
  const { snapshot, thresholds } = context;
  const part = known(snapshot.events);
  if (part === undefined || lacksExplanations(part)) return [];
  const events = part.rows;
  const restarts = restartsIn(context).filter((restart) => !events.some((event) => explains(event, restart)));
  const together = largestGroup(restarts, thresholds.restartedTogetherWithinMs);
  if (together.length >= thresholds.restartedTogether) {
    const rest = restarts.filter((restart) => !together.includes(restart));
    return [togetherFinding(together), ...rest.map((restart) => singleFinding(restart, events))];
  }
  return restarts.map((restart) => singleFinding(restart, events));
}

/** Of a busy console some updates may be counted only. */
function lacksExplanations({ rows, counts }: Events): boolean {
  return explanations.some((kind) => {
    const counted = counts.find((one) => one.kind === kind)?.count ?? 0;
    return counted > rows.filter((row) => row.kind === kind).length;
  });
}

const restartsIn = ({ snapshot, period, nowMs }: FindingContext): Restart[] =>
  (known(snapshot.devices) ?? []).flatMap((device) => {
    if (device.uptimeMs === undefined || device.state !== 'online') return [];
    const atMs = nowMs - device.uptimeMs;
    return atMs >= period.fromMs && atMs < period.toMs ? [{ device, atMs }] : [];
  });

function explains({ kind, atMs, device }: NetworkEvent, restart: Restart): boolean {
  if (!explanations.includes(kind) && !restartedByHand.test(kind)) return false;
  const isAbout = device === undefined || isSame(device, restart.device);
  return isAbout && Math.abs(atMs - restart.atMs) <= explanationMs;
}

/** The most restarts that lie within the span of one common cause. */
function largestGroup(restarts: readonly Restart[], spanMs: number): readonly Restart[] {
  const groups = restarts.map(({ atMs: fromMs }) =>
    restarts.filter(({ atMs }) => atMs >= fromMs && atMs <= fromMs + spanMs),
  );
  return groups.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function togetherFinding(restarts: readonly Restart[]): Finding {
  const names = restarts.map(({ device }) => device.name);
  return {
    id: 'devices.restarted-together',
    severity: 'warning',
    title: `${counted(names.length, 'device', 'devices')} restarted at about the same time`,
    meaning: `${listed(names, 5)} started anew without an update. So many at once have lost their power.`,
    advice:
      'Find out whether there was a power cut, or whether the switch that feeds them restarted. Think of a UPS.',
    things: names,
    ...since(Math.min(...restarts.map(({ atMs }) => atMs))),
  };
}

function singleFinding({ device, atMs }: Restart, events: readonly NetworkEvent[]): Finding {
  const isUnknown = events.some(
    (event) => restartedUnknown.test(event.kind) && event.device && isSame(event.device, device),
  );
  return {
    id: `devices.restarted:${device.id}`,
    severity: isUnknown || device.kind === 'gateway' ? 'warning' : 'notice',
    title: `${shortName(device.name)} restarted unexpectedly`,
    meaning:
      'It started anew in this period, and the console knows of no update or adoption that explains it.',
    advice:
      'If nobody restarted it, check its power supply or PoE port, its cable and its heat. Watch whether it happens again.',
    things: [device.name],
    ...since(atMs),
  };
}
