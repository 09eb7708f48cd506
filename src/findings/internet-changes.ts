import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { shortName } from './wording.ts';

/** What is different about the internet connection: another address, or no gateway to hold one. */
export const internetChangeRules: readonly Rule[] = [addressChanged, noGateway];

function addressChanged({ snapshot, previous }: FindingContext): Finding[] {
  return (known(snapshot.internet)?.wans ?? []).flatMap(({ name, ip }) => {
    const before = previous?.wanAddresses[name];
    if (ip === undefined || before === undefined || ip === before) return [];
    return {
      id: `internet.address-changed:${name}`,
      severity: 'notice',
      title: `The address of ${shortName(name)} changed to ${plainText(ip, 45)}`,
      meaning: `Until the last report it was ${plainText(before, 45)}. Whoever connects by the old one does not get through.`,
      advice: 'Check dynamic DNS, VPN peers and allow lists that hold the old address.',
      things: [name],
    };
  });
}

/** A site without a gateway is told by its health row, which says "unknown" there (UniFi API reference §7.3). */
function noGateway({ snapshot }: FindingContext): Finding[] {
  const devices = known(snapshot.devices) ?? [];
  const wan = known(snapshot.health)?.find(({ subsystem }) => subsystem === 'wan');
  if (devices.length === 0 || devices.some(({ kind }) => kind === 'gateway')) return [];
  if (wan?.status.toLowerCase() !== 'unknown') return [];
  return [
    {
      id: 'internet.no-gateway',
      severity: 'notice',
      title: 'This site has no UniFi gateway',
      meaning:
        'The console cannot tell about the internet line and about intrusions: this report is blind there.',
      advice:
        'If there should be one, check that it is adopted. If another router is used on purpose, mute this.',
      things: ['gateway'],
    },
  ];
}
