import { editDistance } from './edit-distance.ts';
import { foreignNames } from './foreign.ts';
import { predecessorNames } from './predecessor.ts';
import { fileTwinOf } from './secrets.ts';
import type { Variable } from './variables.ts';

/** Beginnings that are ours alone. `LOG_`, `DATA_` and `RETRY_` are used by other programs as well. */
const ourPrefixes = ['UNIFI_', 'REPORT_', 'SMTP_', 'EMAIL_', 'INTEGRATION_', 'INTEGRATIONS_', 'CIRCUIT_'];

/** Shorter names are too close to too many others: cron's `MAILTO` is no misspelt `EMAIL_TO`. */
const shortestTypo = 8;
const mostWrongLetters = 2;

/**
 * One sentence for every variable that is set, looks like one of ours and has no effect: a misspelt one,
 * one of the predecessor or of another program. Shows names, never values.
 */
export const unknownVariables = (
  env: Readonly<Record<string, string | undefined>>,
  known: readonly Variable[],
  integrationPrefixes: readonly string[],
): readonly string[] => {
  const names = known.flatMap(({ name, secret }) => (secret ? [name, fileTwinOf(name)] : [name]));
  const prefixes = [...ourPrefixes, ...integrationPrefixes.map((prefix) => `${prefix}_`)];
  return Object.keys(env)
    .filter((name) => env[name]?.trim() && !names.includes(name))
    .sort()
    .flatMap((name) => {
      const advice = adviceOn(name, names);
      if (advice !== undefined) return [`${name} is not a variable of unifi-report; ${advice}`];
      return prefixes.some((prefix) => name.startsWith(prefix))
        ? [`${name} is not a variable of unifi-report and has no effect.`]
        : [];
    });
};

const adviceOn = (name: string, names: readonly string[]): string | undefined => {
  const successor = predecessorNames.get(name) ?? foreignNames.get(name);
  if (successor !== undefined) return successor;
  const base = name.replace(/_FILE$/, '');
  if (base !== name && names.includes(base)) return `only secrets are read from files, set ${base} itself.`;
  const nearest = nearestOf(name, names);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
};

const nearestOf = (name: string, names: readonly string[]): string | undefined => {
  if (name.length < shortestTypo) return undefined;
  const candidates = names
    .filter(({ length }) => length >= shortestTypo && Math.abs(length - name.length) <= mostWrongLetters)
    .map((candidate) => ({ candidate, distance: editDistance(name.toUpperCase(), candidate) }))
    .filter(({ distance }) => distance <= mostWrongLetters)
    .sort((a, b) => a.distance - b.distance);
  return candidates[0]?.candidate;
};
