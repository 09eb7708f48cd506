import type { Detection } from './detection.ts';

/**
 * What a detection is about, in words for people who do not know the Emerging Threats rule sets. By the category at the
 * start of the signature (`ET SCAN …`), else by the console's or Suricata's word for the class. First match counts.
 */
const kinds: readonly (readonly [kind: string, signature: RegExp, category: RegExp])[] = [
  [
    'malware and its control servers',
    /^(MALWARE|MOBILE[_ ]MALWARE|TROJAN|CNC|BOTCC|WORM|ATTACK_RESPONSE)\b/,
    /malware|trojan|botcc|botnet|command and control|\bworm/,
  ],
  ['hidden coin mining', /^COINMINER\b/, /coin ?miner|crypto ?currency/],
  ['phishing', /^PHISHING\b/, /phishing|social engineering/],
  [
    'addresses known for attacks',
    /^(DROP|CINS|CIARMY|DSHIELD|COMPROMISED|3CORESEC|THREATVIEW)\b/,
    /ciarmy|dshield|spamhaus|compromised|malicious-hosts/,
  ],
  ['anonymous networks such as Tor', /^TOR\b/, /\btor\b|dark-web/],
  [
    'attempts to break in through a flaw',
    /^(EXPLOIT|EXPLOIT[_ ]KIT|CURRENT_EVENTS|SHELLCODE|ACTIVEX|NETBIOS|RPC|SQL)\b/,
    /exploit|shellcode|privilege gain|executable code/,
  ],
  [
    'attacks on web sites and apps',
    /^(WEB_SERVER|WEB_SPECIFIC_APPS|WEB_CLIENT)\b/,
    /web[-_ ]application|web_server|web_client/,
  ],
  ['floods meant to overload', /^(DOS|DDOS)\b/, /denial of service|\bdos\b/],
  ['scans for open doors', /^SCAN\b/, /scan|information leak/],
  ['odd look-ups of names (DNS)', /^DNS\b/, /\bdns\b/],
  ['file sharing', /^(P2P|FILE_SHARING)\b/, /p2p|peer-to-peer/],
  ['games and chats', /^(GAMES|CHAT|VOIP)\b/, /games|chat/],
  [
    'unwanted programs',
    /^(ADWARE_PUP|USER_AGENTS|HUNTING)\b/,
    /adware|potentially unwanted|user_agents|hunting/,
  ],
  ['remote access programs', /^(REMOTE_ACCESS|TELNET|FTP)\b/, /remote access|telnet|login/],
  ['programs that may break rules', /^(POLICY|INAPPROPRIATE|JA3)\b/, /policy|corporate privacy/],
  ['traffic worth a look', /^(INFO|ICMP|MISC|SMTP|SNMP|SCADA)\b/, /info|misc|not suspicious|bad traffic/],
];

/** "scans for open doors" · "other suspicious traffic" where nothing says more. */
export function threatKindOf({ signature = '', category = '' }: Detection): string {
  const ofRuleSet = /^ET(?:PRO)?\s+(.+)$/i.exec(signature)?.[1]?.toUpperCase();
  const bySignature = kinds.find(([, pattern]) => ofRuleSet !== undefined && pattern.test(ofRuleSet));
  const word = category.toLowerCase();
  const found = bySignature ?? kinds.find(([, , pattern]) => word !== '' && pattern.test(word));
  return found?.[0] ?? 'other suspicious traffic';
}
