import type { Detection } from '../../console/detections.ts';
import { isKnownBad, isMalware } from '../../console/known-bad.ts';
import { threatKindOf } from '../../console/threat-kinds.ts';
import { formatNumber, plainText } from '../../report/format.ts';
import type { Finding } from '../../report/section.ts';
import { directionOf, insideHost } from './direction.ts';
import { hitsOf } from './hits.ts';

const longestName = 60;
const mostThings = 5;

/**
 * Hosts inside that deal with something known to be bad. A malware rule is critical also where the gateway blocked the
 * traffic: the host is infected all the same.
 */
export function insideFindings(rows: readonly Detection[]): readonly Finding[] {
  const suspicious = rows.filter((row) => isFromInside(row) && isKnownBad(row));
  return [...Map.groupBy(suspicious, keyOf)].map(([key, hits]) => findingOf(key, hits));
}

const isFromInside = (row: Detection): boolean => /^(outbound|inside)$/.test(directionOf(row));

const keyOf = (row: Detection): string => insideHost(row)?.ip ?? insideHost(row)?.name ?? 'unknown';

function findingOf(key: string, rows: readonly Detection[]): Finding {
  const name = plainText(rows.find((row) => row.sourceName)?.sourceName ?? key, longestName) || '(unnamed)';
  const passed = rows.some((row) => row.action === 'detected');
  const malware = rows.some(isMalware);
  return {
    id: `cybersecure.inside-known-bad:${key}`,
    ownRuleId: `security.inside-known-bad:${key}`,
    severity: malware || passed ? 'critical' : 'warning',
    title: titleOf(name, { malware, passed }),
    meaning: `${countOf(rows)}: ${kindsOf(rows)}. The device may be infected.`,
    advice: `Take ${name} off the network, scan it for malware, and change the passwords used on it.${passed ? ' See that intrusion prevention blocks such traffic.' : ''}`,
    things: [...new Set([name, ...rows.flatMap((row) => row.targetName ?? row.targetIp ?? [])])].slice(
      0,
      mostThings,
    ),
    sinceMs: rows.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY),
  };
}

function titleOf(name: string, { malware, passed }: { malware: boolean; passed: boolean }): string {
  const done = passed ? 'and was not blocked' : 'and was blocked';
  return malware
    ? `${name} set off a malware rule ${done}`
    : `${name} dealt with a known-bad address ${done}`;
}

function countOf(rows: readonly Detection[]): string {
  const { all } = hitsOf(rows);
  return `${formatNumber(all, 'en')} ${all === 1 ? 'detection' : 'detections'}`;
}

/** The kinds in plain words, then up to three rules by name. */
function kindsOf(rows: readonly Detection[]): string {
  const kinds = [...new Set(rows.map(threatKindOf))].join(', ');
  const names = [...new Set(rows.flatMap(({ signature }) => signature ?? []))];
  if (names.length === 0) return kinds;
  const shown = names.slice(0, 3).map((name) => plainText(name, longestName));
  const rest = names.length - shown.length;
  return `${kinds} (${[...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')})`;
}
