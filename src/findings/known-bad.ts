import type { Detection } from '../console/detections.ts';

/**
 * Whether a detection is about a counterpart that is known to be bad (malware, its control servers, addresses on block
 * lists), by the Emerging Threats category at the start of the signature (`ET MALWARE`, `ETPRO DROP` …) or by Suricata's
 * class. Policy, scan and information rules are not: they fire on ordinary software as well.
 */
export function isKnownBad({ signature, category }: Detection): boolean {
  return badSignature.test(signature ?? '') || badCategory.test(category ?? '');
}

const badSignature =
  /^ET(?:PRO)?\s+(?:MALWARE|MOBILE[_ ]MALWARE|TROJAN|CNC|BOTCC|COMPROMISED|DROP|CINS|CIARMY|DSHIELD|COINMINER|WORM|PHISHING|EXPLOIT[_ ]KIT)\b/i;

const badCategory =
  /malware|trojan|command and control|botcc|botnet|compromised|spamhaus|ciarmy|dshield|coin ?miner|crypto currency mining|\bworm|phishing|exploit[-_ ]kit/i;
