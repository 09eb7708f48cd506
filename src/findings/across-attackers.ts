import type { Finding } from '../report/section.ts';
import { type AttackerSeenTwice, attackersSeenTwice } from './attackers-seen-twice.ts';
import { clockTime } from './clock-time.ts';
import type { FindingContext, Rule } from './rule.ts';
import { counted, listed, listedPhrases, since } from './wording.ts';

/** The same address at two doors: at the gateway's intrusion prevention and at a firewall elsewhere. */
export const acrossAttackerRules: readonly Rule[] = [sameAttackers];

/** Addresses of which the finding says when and how often. */
const mostDescribed = 3;

/** One finding for all of them: what is to be done is done in one go. */
function sameAttackers(context: FindingContext): Finding[] {
  const attackers = attackersSeenTwice(context);
  const [first] = attackers;
  if (first === undefined) return [];
  const where = listed([...new Set(attackers.flatMap((one) => one.where))]);
  const ips = attackers.map(({ ip }) => ip);
  const passed = attackers.some((one) => one.passed);
  const who =
    attackers.length === 1
      ? `${first.ip} attacks`
      : `${counted(attackers.length, 'address', 'addresses')} attack`;
  return [
    {
      id: 'across.attackers',
      severity: passed ? 'warning' : 'notice',
      title: `${who} both the gateway and what ${where} protects${passed ? ', and not all of it was blocked' : ''}`,
      short: `${who} the gateway and ${where}`,
      meaning: `${seen(attackers, context)} Most scanners knock at one door; whoever comes to both may mean you.`,
      advice: passed
        ? `Block ${listed(ips)} at the gateway and at ${where}, and look at what it reached.`
        : `Block ${listed(ips)} at the gateway and at ${where}, and close what need not be open there.`,
      things: ips,
      explains: attackers.flatMap(({ spellings }) => spellings.map((ip) => `security.repeated-source:${ip}`)),
      ...since(
        attackers.reduce(
          (earliest, one) => Math.min(earliest, one.gateway.firstAtMs),
          first.gateway.firstAtMs,
        ),
      ),
    },
  ];
}

/** Cloudflare tells its events as a sample: what it counted is the least that there was. */
function seen(attackers: readonly AttackerSeenTwice[], context: FindingContext): string {
  const phrases = attackers
    .slice(0, mostDescribed)
    .map(
      ({ ip, gateway, elsewhere, where }) =>
        `${ip} ${counted(gateway.count, 'time', 'times')} at the gateway (last at ${clockTime(gateway.lastAtMs, context)}) and at least ${counted(elsewhere.count, 'time', 'times')} at ${listed(where)} (last at ${clockTime(elsewhere.lastAtMs, context)})`,
    );
  return `Seen in this period: ${listedPhrases(phrases, attackers.length)}.`;
}
