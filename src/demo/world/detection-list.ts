/** The rules that fire in the demo, by signature id; 2800000–2899999 are ET PRO (UniFi API reference §6). */
export const signatures: Readonly<
  Record<number, readonly [signature: string, classification: string, category: string, severity: 1 | 2 | 3]>
> = {
  2001219: ['ET SCAN Potential SSH Scan', 'Attempted Information Leak', 'emerging-scan', 2],
  2010935: ['ET SCAN Suspicious inbound to MSSQL port 1433', 'Potentially Bad Traffic', 'emerging-scan', 2],
  2010937: ['ET SCAN Suspicious inbound to mySQL port 3306', 'Potentially Bad Traffic', 'emerging-scan', 2],
  2016149: ['ET INFO Session Traversal Utilities for NAT', 'Misc activity', 'emerging-info', 3],
  2027758: ['ET DNS Query for .cc TLD', 'Potentially Bad Traffic', 'emerging-dns', 3],
  2034647: [
    'ET EXPLOIT Apache log4j RCE Attempt',
    'Attempted Administrator Privilege Gain',
    'emerging-exploit',
    1,
  ],
  2049400: ['ET WEB_SERVER /etc/passwd in URI', 'Web Application Attack', 'emerging-web_server', 1],
  2400022: ['ET DROP Spamhaus DROP Listed Traffic Inbound group 23', 'Misc Attack', 'spamhaus', 2],
  2402000: ['ET DROP Dshield Block Listed Source group 1', 'Misc Attack', 'dshield', 2],
  2403386: ['ET CINS Active Threat Intelligence Poor Reputation IP group 87', 'Misc Attack', 'ciarmy', 2],
  2855310: [
    'ETPRO EXPLOIT NAS Command Injection',
    'Attempted Administrator Privilege Gain',
    'emerging-exploit',
    1,
  ],
  2857713: [
    'ETPRO MALWARE Suspicious Domain in TLS SNI',
    'A Network Trojan was detected',
    'emerging-malware',
    1,
  ],
  2861104: ['ETPRO SCAN Automated Scanner User-Agent', 'Detection of a Network Scan', 'emerging-scan', 2],
};

/** One row per detection. `from` tells who began: the address outside, or the client inside. */
export type DetectionRow = readonly [
  signatureId: number,
  action: 'blocked' | 'detected',
  hits: number,
  hoursAgo: number,
  outsideIp: string,
  country: string,
  outsidePort: number,
  from: 'outside' | 'inside',
  client: string,
  insidePort: number,
  protocol: 'TCP' | 'UDP',
];

/** 198.51.100.23 comes back three times; "Reception PC" talks to a known bad address and is not stopped. */
export const detectionRows: readonly DetectionRow[] = [
  [2400022, 'blocked', 4, 21.2, '198.51.100.23', 'NL', 51413, 'outside', 'NAS', 443, 'TCP'],
  [2403386, 'blocked', 3, 19.7, '198.51.100.77', 'US', 43122, 'outside', 'NAS', 22, 'TCP'],
  [2010935, 'blocked', 1, 18.1, '198.51.100.23', 'NL', 40002, 'outside', 'Accounts PC', 1433, 'TCP'],
  [2855310, 'blocked', 2, 15.4, '198.51.100.23', 'NL', 40418, 'outside', 'NAS', 5001, 'TCP'],
  [2034647, 'blocked', 1, 13.9, '198.51.100.140', 'SG', 33904, 'outside', 'NAS', 80, 'TCP'],
  [2001219, 'blocked', 2, 11.3, '198.51.100.77', 'US', 60112, 'outside', 'NAS', 22, 'TCP'],
  [2049400, 'blocked', 1, 9.8, '198.51.100.140', 'SG', 41990, 'outside', 'NAS', 443, 'TCP'],
  [2016149, 'detected', 2, 7.5, '203.0.113.90', 'US', 3478, 'inside', 'Meeting Room TV', 50312, 'UDP'],
  [2857713, 'detected', 2, 6.1, '203.0.113.66', 'RU', 443, 'inside', 'Reception PC', 53511, 'TCP'],
  [2027758, 'detected', 1, 4.4, '203.0.113.53', 'DE', 53, 'inside', 'Workshop PC', 61544, 'UDP'],
  [2861104, 'blocked', 2, 2.9, '198.51.100.201', 'BR', 39114, 'outside', 'NAS', 443, 'TCP'],
  [2402000, 'blocked', 1, 1.2, '198.51.100.201', 'BR', 39620, 'outside', 'Camera Yard', 554, 'TCP'],
];
