import type { Fact, Finding } from '../report/section.ts';
import { worstFirst } from '../report/worst-first.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import { consoleRules } from './console.ts';
import { deviceRules } from './devices.ts';
import { criticalEvents } from './events.ts';
import { firmwareRules } from './firmware.ts';
import { healthRules } from './health.ts';
import { internetRules } from './internet.ts';
import { lineQualityRules } from './line-quality.ts';
import type { FindingContext, Rule } from './rule.ts';
import { securityRules } from './security.ts';
import { temperatureRules } from './temperature.ts';

/** Every rule, one file per subject. Among findings of one severity this order is the report's. */
const rules: readonly Rule[] = [
  ...internetRules,
  ...securityRules,
  ...deviceRules,
  ...temperatureRules,
  ...lineQualityRules,
  ...healthRules,
  ...firmwareRules,
  ...consoleRules,
];

/**
 * What deserves attention, worst first. Pure: the same snapshot, facts and times give the same findings in the same order.
 *
 * @param facts what the integrations told, for rules that look across sources
 */
export function findAll(
  snapshot: Snapshot,
  facts: readonly Fact[],
  { period, nowMs }: Pick<FindingContext, 'period' | 'nowMs'>,
): Finding[] {
  const context = { snapshot, facts, period, nowMs };
  const found = rules.flatMap((rule) => rule(context));
  return worstFirst([...found, ...criticalEvents(context, found)]);
}
