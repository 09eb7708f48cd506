import type { Value } from '../../report/section.ts';
import { upperFirst } from './wording.ts';
import { isActive, type Zone } from './zones.ts';

/** "Active", "Pending", "Active, paused", "Active, development mode"; a dash where nothing is told. */
export function statusValue(zone: Zone): Value {
  const words = [
    ...(zone.status === undefined ? [] : [zone.status]),
    ...(zone.paused ? ['paused'] : []),
    ...(zone.isInDevelopment ? ['development mode'] : []),
  ];
  if (words.length === 0) return null;
  const isFine = isActive(zone) && !zone.paused && !zone.isInDevelopment;
  return { text: upperFirst(words.join(', ')), tone: isFine ? 'good' : 'warning' };
}
