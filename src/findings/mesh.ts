import type { Finding } from '../report/section.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { writeSignal } from './signal.ts';
import { shortName } from './wording.ts';

/** Devices that hang on another by radio: `uplink` of `stat/device` (UniFi API reference §4.1). */
export const meshRules: readonly Rule[] = [weakUplink];

function weakUplink({ snapshot, thresholds }: FindingContext): Finding[] {
  const devices = known(snapshot.devices) ?? [];
  return devices.flatMap(({ id, name, state, uplink }) => {
    if (state === 'offline' || uplink?.kind !== 'wireless') return [];
    const { signalDbm, deviceId } = uplink;
    if (signalDbm === undefined || signalDbm >= thresholds.weakMeshDbm) return [];
    const parent = devices.find((device) => device.id === deviceId)?.name;
    const to = parent === undefined ? '' : ` to ${shortName(parent)}`;
    return {
      id: `mesh.weak-uplink:${id}`,
      severity: 'warning',
      title: `The wireless uplink of ${shortName(name)} is weak (${writeSignal(signalDbm)})`,
      meaning: `Everything on ${shortName(name)} goes over this link${to}: it is slow there, and drops out.`,
      advice:
        'Best is a cable. Else move the two closer, turn them towards each other, or put a third one between.',
      things: parent === undefined ? [name] : [name, parent],
    };
  });
}
