import type { Detection } from '../../console/detections.ts';

/** The range that Emerging Threats gives to the rules of its paid set, UniFi API reference §6. */
const etProIds = { first: 2_800_000, last: 2_899_999 };

/**
 * Whether a detection is attributable to the ET PRO rules that CyberSecure brings. A lower bound: a subscribed gateway
 * also fires open rules, and a rule that has become open keeps its id.
 */
export const isEtPro = ({ signature = '', signatureId = 0, enhanced = false }: Detection): boolean =>
  enhanced ||
  (signatureId >= etProIds.first && signatureId <= etProIds.last) ||
  /^\s*ETPRO\b/i.test(signature);
