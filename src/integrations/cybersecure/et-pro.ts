import type { Detection } from '../../console/detections.ts';

/** The range that Emerging Threats gives to the rules of its paid set, UniFi API reference §6. */
const etProIds = { first: 2_800_000, last: 2_899_999 };

/**
 * Whether a detection is attributable to the ET PRO rules that CyberSecure brings. A lower bound: a subscribed gateway
 * also fires open rules, and a rule that has become open keeps its id.
 */
export const isEtPro = (detection: Detection): boolean =>
  isSurelyEtPro(detection) || isInEtProRange(detection.signatureId ?? 0);

/** By the rule's name or the console's own mark, which no open rule has. */
export const isSurelyEtPro = ({ signature = '', enhanced = false }: Detection): boolean =>
  enhanced || /^\s*ETPRO\b/i.test(signature);

const isInEtProRange = (id: number): boolean => id >= etProIds.first && id <= etProIds.last;

/**
 * What ET PRO rules alone saw: no open rule fired between the same two hosts in the period. Without the subscription the
 * gateway would have missed it. Rows that do not name both hosts are left out, for nobody can tell.
 */
export function seenByEtProAlone(rows: readonly Detection[]): readonly Detection[] {
  const seenByOpenRules = new Set(rows.filter((row) => !isEtPro(row)).map(hostsOf));
  return rows.filter((row) => {
    const hosts = hostsOf(row);
    return hosts !== undefined && isEtPro(row) && !seenByOpenRules.has(hosts);
  });
}

/** In no particular order: a rule may fire on the answer. */
const hostsOf = ({ sourceIp, targetIp }: Detection): string | undefined =>
  sourceIp === undefined || targetIp === undefined ? undefined : [sourceIp, targetIp].toSorted().join(' ');
