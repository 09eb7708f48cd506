import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { type FindingContext, known, type Rule } from './rule.ts';

/** The console itself. */
export const consoleRules: readonly Rule[] = [updateAvailable];

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
