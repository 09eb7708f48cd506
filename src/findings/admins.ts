import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { NetworkEvent } from '../unifi/snapshot.ts';
import { countOf, distinct, eventsOf } from './events-of.ts';
import type { FindingContext, Rule } from './rule.ts';
import { counted, listed, listedPhrases, since } from './wording.ts';

/** Who was at the console, and what they changed (UniFi API reference §5.4). */
export const adminRules: readonly Rule[] = [failedLogins, settingsChanged, logins];

/** Versions differ in the word for it; all of them say that a login failed. */
const failedLogin = /LOGIN_?FAIL|FAILED_?LOGIN|LOGIN_?DENIED|INVALID_?LOGIN/i;

const change = /^(MADE_CHANGES|REMOVED_ENTITY|PAUSED_ENTITY|RESUMED_ENTITY)$/;
const login = /^ADMIN_ACCESS$/;

function failedLogins(context: FindingContext): Finding[] {
  const events = eventsOf(context, failedLogin);
  if (events.length === 0) return [];
  const count = countOf(context, failedLogin, events);
  const from = distinct(events.flatMap(({ facts }) => facts?.ip ?? []));
  return [
    {
      id: 'admin.failed-logins',
      severity: count >= context.thresholds.failedLogins ? 'warning' : 'notice',
      title: `${counted(count, 'login to the console', 'logins to the console')} failed`,
      meaning: `Tried as ${whoOf(events)}${from.length === 0 ? '' : `, from ${listed(from)}`}. Somebody mistyped a password, or guesses it.`,
      advice:
        'Ask who it was. If nobody did, change that password, turn on two-factor login, and close remote access.',
      things: adminsOf(events),
      ...since(events[0]?.atMs),
    },
  ];
}

/** Grouped: what was changed stands in the events section, each with its time. */
function settingsChanged(context: FindingContext): Finding[] {
  const events = eventsOf(context, change);
  if (events.length === 0) return [];
  const texts = distinct(events.map(({ text }) => plainText(text, 120).replace(/\.$/, '')));
  return [
    {
      id: 'admin.settings-changed',
      severity: 'notice',
      title: `Settings were changed ${counted(countOf(context, change, events), 'time', 'times')} by ${whoOf(events)}`,
      meaning: `The console says: ${listedPhrases(texts.slice(0, 3), texts.length)}.`,
      advice: 'Nothing to do if the changes were meant. If not, undo them and ask who has that account.',
      things: adminsOf(events),
      ...since(events[0]?.atMs),
    },
  ];
}

function logins(context: FindingContext): Finding[] {
  const events = eventsOf(context, login);
  if (events.length === 0) return [];
  const from = distinct(events.flatMap(({ facts }) => facts?.ip ?? []));
  return [
    {
      id: 'admin.logins',
      severity: 'notice',
      title: `${whoOf(events)} logged in to the console, ${counted(countOf(context, login, events), 'time', 'times')} in all`,
      meaning:
        from.length === 0 ? 'The console does not say from where.' : `They came from ${listed(from, 5)}.`,
      advice:
        'Nothing to do if you know them all. An account you do not know: remove it and change the passwords.',
      things: adminsOf(events),
      ...since(events[0]?.atMs),
    },
  ];
}

const adminsOf = (events: readonly NetworkEvent[]): string[] => {
  const names = distinct(events.flatMap(({ facts }) => facts?.admin ?? []));
  return names.length === 0 ? ['an administrator'] : names;
};

const whoOf = (events: readonly NetworkEvent[]): string => listed(adminsOf(events));
