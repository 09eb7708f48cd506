import { formatDuration, plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { eventsOf, groupEvents } from './events-of.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { shortName, since } from './wording.ts';

/** The console itself. */
export const consoleRules: readonly Rule[] = [certificateExpires, clockSkew, updateAvailable];

function certificateExpires(context: FindingContext): Finding[] {
  const events = eventsOf(context, /^SSL_CERTIFICATE_EXPIRY$/);
  return groupEvents(events, ({ facts }) => facts?.certificate).map(({ key, events: [first] }) => {
    const name = first.facts?.certificate;
    return {
      id: `console.certificate-expires:${key}`,
      severity: 'warning',
      title: `${name === undefined ? 'A certificate of the console' : `The certificate ${shortName(name)}`} is about to expire`,
      meaning: `Once it has expired, browsers and programs refuse the connection. The console says: ${plainText(first.text, 160)}`,
      advice: 'Renew it in the settings of the console before that day.',
      things: [name ?? 'certificate'],
      ...since(first.atMs),
    };
  });
}

/** By the `Date` header of its answers. */
function clockSkew({ snapshot, thresholds }: FindingContext): Finding[] {
  const { clockSkewMs, host } = snapshot;
  if (clockSkewMs === undefined || Math.abs(clockSkewMs) < thresholds.clockSkewMs) return [];
  const direction = clockSkewMs > 0 ? 'ahead' : 'behind';
  return [
    {
      id: 'console.clock-skew',
      severity: 'warning',
      title: `The clock of the console is ${formatDuration(Math.abs(clockSkewMs))} ${direction}`,
      meaning:
        'Times in this report are those of the console. Logins with codes and certificates fail on wrong clocks.',
      advice:
        'Check the NTP servers in the settings of the console, and the clock of the machine that reports.',
      things: [known(snapshot.system)?.name ?? host],
    },
  ];
}

function updateAvailable({ snapshot }: FindingContext): Finding[] {
  const system = known(snapshot.system);
  if (system?.updateAvailable !== true) return [];
  const running = system.version === undefined ? '' : ` It runs ${plainText(system.version, 40)} now.`;
  return [
    {
      id: 'console.update-available',
      severity: 'notice',
      title: 'An update of the UniFi Network application is available',
      meaning: `The console offers a newer version of the application that manages this network.${running}`,
      advice: 'Make a backup, read the release notes, then update from the console at a quiet hour.',
      things: [system.name ?? snapshot.host],
    },
  ];
}
