import type { Finding } from '../report/section.ts';
import { eventsOf, groupEvents } from './events-of.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, shortName, since } from './wording.ts';

/** Whether intrusions are stopped at all, and who fell into the trap that is laid for them. */
export const protectionRules: readonly Rule[] = [honeypot, preventionOff];

/** Nobody has a reason to talk to a honeypot: whoever does is looking for victims. */
function honeypot(context: FindingContext): Finding[] {
  const hits = eventsOf(context, /^HONEYPOT_HIT_DETECTED$/);
  return groupEvents(
    hits,
    ({ client, facts }) => client?.id ?? facts?.source ?? client?.name ?? facts?.ip,
  ).map(({ key, events }) => {
    const [{ client, facts, atMs }] = events;
    const name = shortName(client?.name ?? facts?.source ?? facts?.ip ?? 'A client');
    return {
      id: `security.honeypot:${key}`,
      severity: 'critical',
      title: `${name} touched the honeypot`,
      meaning: `${counted(events.length, 'time', 'times')} in this period. Nothing but a search for victims leads there: it is probably infected.`,
      advice: `Take ${name} off the network and scan it for malware. Rule out that somebody tested the honeypot.`,
      things: [name],
      ...since(atMs),
    };
  });
}

/** Where there is a gateway that could do it. `ips_mode` of the settings: UniFi API reference §6. */
function preventionOff({ snapshot }: FindingContext): Finding[] {
  const mode = known(snapshot.protection)?.intrusionPrevention;
  const gateway = known(snapshot.devices)?.find(({ kind }) => kind === 'gateway');
  if (gateway === undefined || (mode !== 'off' && mode !== 'detects')) return [];
  return [
    mode === 'off'
      ? {
          id: 'security.prevention-off',
          severity: 'notice',
          title: 'Intrusion prevention is off',
          meaning: 'The gateway does not look for attacks: this report cannot tell of any.',
          advice: 'Turn it on under Security, at least to detect. Slow gateways lose some speed by it.',
          things: [gateway.name],
        }
      : {
          id: 'security.detect-only',
          severity: 'notice',
          title: 'Intrusion prevention only detects',
          meaning: 'The gateway notes attacks and lets them through.',
          advice: 'When the detections of some weeks hold no false alarms, set it to block.',
          things: [gateway.name],
        },
  ];
}
