import { formatRatio } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Device } from '../unifi/snapshot.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { shortName } from './wording.ts';

/** Devices short of processor time or memory: `system-stats` (UniFi API reference §4.1). One look, hence notices. */
export const loadRules: readonly Rule[] = [highCpu, highMemory];

function highCpu({ snapshot, thresholds }: FindingContext): Finding[] {
  return present(snapshot.devices).flatMap(({ id, name, cpuRatio }) => {
    if (cpuRatio === undefined || cpuRatio < thresholds.highCpuRatio) return [];
    return {
      id: `devices.high-cpu:${id}`,
      severity: 'notice',
      title: `${shortName(name)} uses ${formatRatio(cpuRatio, 'en')} of its processor`,
      meaning:
        'At the moment of this report it had next to nothing left, so it may answer slowly or lose packets.',
      advice:
        'Look at its load over the day. If it stays high, turn off what it does not need to do, or replace it.',
      things: [name],
    };
  });
}

function highMemory({ snapshot, thresholds }: FindingContext): Finding[] {
  return present(snapshot.devices).flatMap(({ id, name, memoryRatio }) => {
    if (memoryRatio === undefined || memoryRatio < thresholds.highMemoryRatio) return [];
    return {
      id: `devices.high-memory:${id}`,
      severity: 'notice',
      title: `${shortName(name)} uses ${formatRatio(memoryRatio, 'en')} of its memory`,
      meaning: 'A device without free memory stops programs or restarts.',
      advice: 'Restart it at a quiet hour. If its memory fills up again, look for newer firmware.',
      things: [name],
    };
  });
}

/** What an offline device last measured says nothing about now. */
const present = (part: FindingContext['snapshot']['devices']): readonly Device[] =>
  known(part)?.filter(({ state }) => state !== 'offline') ?? [];
