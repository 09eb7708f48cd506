import type { Detection } from '../console/detections.ts';
import { isKnownBad } from '../console/known-bad.ts';
import { threatKindOf } from '../console/threat-kinds.ts';
import { formatNumber } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { isInsideAddress } from './inside.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, listed, listedPhrases, shortName, since } from './wording.ts';

/** Intrusion detections of the period. */
export const securityRules: readonly Rule[] = [
  insideKnownBad,
  insideNotBlocked,
  outsideNotBlocked,
  repeatedSource,
  manyBlocked,
];

/** A host inside that deals with something known to be bad is probably infected, even where the gateway blocked it. */
function insideKnownBad({ snapshot }: FindingContext): Finding[] {
  const rows = rowsOf(snapshot).filter((row) => isFromInside(row) && isKnownBad(row));
  return bySource(rows).map(([source, hits]) => {
    const passed = hits.some((row) => row.action === 'detected');
    const name = shortName(source.name);
    return {
      id: `security.inside-known-bad:${source.key}`,
      severity: passed ? 'critical' : 'warning',
      title: passed
        ? `${name} talked to a known-bad address and was not blocked`
        : `${name} tried to reach a known-bad address`,
      meaning: `${counted(hitCount(hits), 'detection', 'detections')}: ${signatures(hits)}. The device may be infected.`,
      advice: `Take ${name} off the network, scan it for malware, and change the passwords used on it.${passed ? ` ${howToBlock(snapshot)}` : ''}`,
      things: thingsOf(source.name, hits),
      ...since(firstMs(hits)),
    };
  });
}

function insideNotBlocked({ snapshot }: FindingContext): Finding[] {
  const rows = rowsOf(snapshot).filter(
    (row) => row.action === 'detected' && isFromInside(row) && !isKnownBad(row),
  );
  return bySource(rows).map(([source, hits]) => ({
    id: `security.inside-not-blocked:${source.key}`,
    severity: 'warning',
    title: `${shortName(source.name)} caused ${counted(hitCount(hits), 'intrusion detection', 'intrusion detections')}, not blocked`,
    meaning: `The gateway found suspicious traffic from inside and let it pass: ${signatures(hits)}.`,
    advice:
      'Find out which program on it does this. If it is not wanted, remove it; else suppress the signature.',
    things: thingsOf(source.name, hits),
    ...since(firstMs(hits)),
  }));
}

/** Known-bad sources that were let in are a warning; the rest of the internet's noise is good to know. */
function outsideNotBlocked({ snapshot }: FindingContext): Finding[] {
  const rows = rowsOf(snapshot).filter((row) => row.action === 'detected' && !isFromInside(row));
  if (rows.length === 0) return [];
  return [
    {
      id: 'security.outside-not-blocked',
      severity: rows.some(isKnownBad) ? 'warning' : 'notice',
      title: `${counted(hitCount(rows), 'intrusion attempt was', 'intrusion attempts were')} detected but not blocked`,
      meaning: `The gateway let them pass: ${byKind(rows)}.`,
      advice: `${howToBlock(snapshot)} Close port forwards that nobody needs.`,
      things: distinct(rows.flatMap((row) => row.sourceIp ?? [])),
      ...since(firstMs(rows)),
    },
  ];
}

/** One address that does not give up is worth a name; what it got through is told by the rules above. */
function repeatedSource({ snapshot, thresholds }: FindingContext): Finding[] {
  const rows = rowsOf(snapshot).filter((row) => row.sourceIp !== undefined && !isFromInside(row));
  return bySource(rows)
    .filter(([, hits]) => hitCount(hits) >= thresholds.repeatedSource)
    .map(([source, hits]) => {
      const blocked = hits.every((row) => row.action === 'blocked');
      const country = hits.find((row) => row.sourceCountry !== undefined)?.sourceCountry;
      return {
        id: `security.repeated-source:${source.key}`,
        severity: 'notice',
        title: `${shortName(source.name)} attacked ${counted(hitCount(hits), 'time', 'times')}`,
        meaning: `${country === undefined ? 'It' : `It is in ${shortName(country)} and`} tried: ${signatures(hits)}. ${blocked ? 'All of it was blocked.' : 'Not all of it was blocked.'}`,
        advice: 'Block the address or its country at the gateway if nobody there needs to reach you.',
        things: thingsOf(source.name, hits),
        ...since(firstMs(hits)),
      };
    });
}

function manyBlocked({ snapshot, thresholds }: FindingContext): Finding[] {
  const rows = rowsOf(snapshot).filter((row) => row.action === 'blocked');
  const hits = hitCount(rows);
  if (hits < thresholds.manyBlocked) return [];
  return [
    {
      id: 'security.many-blocked',
      severity: 'notice',
      title: `${counted(hits, 'intrusion attempt was', 'intrusion attempts were')} blocked`,
      meaning: `The gateway did its work: ${byKind(rows)}. So many are common where a service is reachable from outside.`,
      advice: 'Check that every port forward is still needed, and that what it leads to is up to date.',
      things: distinct(rows.flatMap((row) => row.sourceIp ?? [])).slice(0, 5),
    },
  ];
}

/** Where blocking is on already, the advice to turn it on would contradict the report's own section on security. */
const howToBlock = ({ protection }: FindingContext['snapshot']): string =>
  known(protection)?.intrusionPrevention === 'blocks'
    ? 'Intrusion prevention is set to block but let this pass: see whether an exception or a category that only detects covers it.'
    : 'Set intrusion prevention to block.';

const rowsOf = (snapshot: FindingContext['snapshot']): readonly Detection[] =>
  known(snapshot.detections)?.rows ?? [];

const isFromInside = ({ sourceIp, direction }: Detection): boolean =>
  isInsideAddress(sourceIp) || (sourceIp !== undefined && /^(?:out|up)/i.test(direction ?? ''));

interface Source {
  readonly key: string;
  readonly name: string;
}

/** Grouped by address, in the order in which the sources appear. */
function bySource(rows: readonly Detection[]): [Source, readonly Detection[]][] {
  const groups = Map.groupBy(rows, (row) => row.sourceIp ?? row.sourceName ?? 'unknown');
  return [...groups].map(([key, hits]) => [
    { key, name: hits.find((row) => row.sourceName)?.sourceName ?? key },
    hits,
  ]);
}

const hitCount = (rows: readonly Detection[]): number => rows.reduce((sum, row) => sum + row.count, 0);

const firstMs = (rows: readonly Detection[]): number | undefined =>
  rows.length === 0
    ? undefined
    : rows.reduce((first, row) => Math.min(first, row.atMs), Number.POSITIVE_INFINITY);

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** "3 × scans for open doors and 1 × phishing", most frequent first. */
function byKind(rows: readonly Detection[]): string {
  const kinds = [...Map.groupBy(rows, threatKindOf)].map(([kind, group]) => ({
    kind,
    hits: hitCount(group),
  }));
  const sorted = kinds.toSorted((a, b) => b.hits - a.hits);
  return listedPhrases(
    sorted.slice(0, 3).map(({ kind, hits }) => `${formatNumber(hits, 'en')} × ${kind}`),
    sorted.length,
  );
}

/** The kinds in plain words, then the rules by name, for those who look them up. */
function signatures(rows: readonly Detection[]): string {
  const names = distinct(rows.flatMap((row) => row.signature ?? row.category ?? []));
  if (names.length === 0) return 'the console does not name the rule';
  const kinds = distinct(rows.map(threatKindOf));
  return `${listedPhrases(kinds.slice(0, 3), kinds.length)} (${listed(names, 3)})`;
}

const thingsOf = (source: string, rows: readonly Detection[]): string[] =>
  distinct([source, ...rows.flatMap((row) => row.targetName ?? row.targetIp ?? [])]).slice(0, 5);
