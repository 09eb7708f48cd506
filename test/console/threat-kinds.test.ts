import { describe, expect, test } from 'vitest';
import { threatKindOf } from '../../src/console/threat-kinds.ts';
import { detection } from '../helpers/snapshot.ts';

describe('what a detection is about', () => {
  test.each([
    ['ET MALWARE Win32/Emotet CnC', 'malware and its control servers'],
    ['ETPRO MALWARE Suspicious Domain in TLS SNI', 'malware and its control servers'],
    ['ET MOBILE_MALWARE Android', 'malware and its control servers'],
    ['ET COINMINER XMR', 'hidden coin mining'],
    ['ET PHISHING Landing', 'phishing'],
    ['ET DROP Spamhaus DROP Listed Traffic Inbound group 23', 'addresses known for attacks'],
    ['ET CINS Active Threat Intelligence Poor Reputation IP', 'addresses known for attacks'],
    ['ET TOR Known Tor Exit Node', 'anonymous networks such as Tor'],
    ['ET EXPLOIT Apache log4j RCE Attempt', 'attempts to break in through a flaw'],
    ['ET WEB_SERVER /etc/passwd in URI', 'attacks on web sites and apps'],
    ['ET DOS Possible NTP DDoS', 'floods meant to overload'],
    ['ET SCAN Potential SSH Scan', 'scans for open doors'],
    ['ET DNS Query for .cc TLD', 'odd look-ups of names (DNS)'],
    ['ET P2P BitTorrent', 'file sharing'],
    ['ET POLICY Dropbox Client', 'programs that may break rules'],
    ['ET INFO Session Traversal Utilities for NAT', 'traffic worth a look'],
  ])('"%s": %s', (signature, kind) => {
    expect(threatKindOf(detection({ signature }))).toBe(kind);
  });

  test.each([
    ['emerging-scan', 'scans for open doors'],
    ['A Network Trojan was detected', 'malware and its control servers'],
    ['spamhaus', 'addresses known for attacks'],
    ['Attempted Administrator Privilege Gain', 'attempts to break in through a flaw'],
    ['Web Application Attack', 'attacks on web sites and apps'],
  ])('is read from the class "%s" where the rule does not tell', (category, kind) => {
    expect(threatKindOf(detection({ signature: 'Own rule', category }))).toBe(kind);
  });

  test('is not made up', () => {
    expect(threatKindOf({ atMs: 0, action: 'unknown', count: 1 })).toBe('other suspicious traffic');
    expect(threatKindOf(detection({ signature: 'ET NEWCATEGORY Something' }))).toBe(
      'other suspicious traffic',
    );
  });
});
