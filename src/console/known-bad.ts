import type { Detection } from './detection.ts';

/**
 * Whether a detection is about a counterpart that is known to be bad (malware, its control servers, addresses on block
 * lists), by the Emerging Threats category at the start of the signature (`ET MALWARE`, `ETPRO DROP` …) or by Suricata's
 * class. Policy, scan and information rules are not: they fire on ordinary software as well.
 */
export function isKnownBad(detection: Detection): boolean {
  const { signature = '', category = '' } = detection;
  return isMalware(detection) || listedSignature.test(signature) || listedCategory.test(category);
}

/** Whether a malware rule fired: whoever is inside is probably infected, also where the gateway stopped the traffic. */
export const isMalware = ({ signature = '', category = '' }: Detection): boolean =>
  malwareSignature.test(signature) || malwareCategory.test(category);

const malwareSignature = /^ET(?:PRO)?\s+(?:MALWARE|MOBILE[_ ]MALWARE|TROJAN|CNC|BOTCC|COINMINER|WORM)\b/i;
const malwareCategory =
  /malware|trojan|command and control|botcc|botnet|coin ?miner|crypto currency mining|\bworm/i;

const listedSignature = /^ET(?:PRO)?\s+(?:COMPROMISED|DROP|CINS|CIARMY|DSHIELD|PHISHING|EXPLOIT[_ ]KIT)\b/i;
const listedCategory = /compromised|spamhaus|ciarmy|dshield|phishing|exploit[-_ ]kit/i;
