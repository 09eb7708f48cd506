import { withSubject } from '../../net/deed.ts';
import type { FailureCode } from '../../net/errors.ts';
import type { Log } from '../../net/log.ts';
import type { MissingPart } from '../../net/parts.ts';
import { summariseThrown } from '../../net/thrown.ts';
import type { Block } from '../../report/section.ts';
import type { Answers } from './answers.ts';
import { missingPosture } from './posture.ts';
import { joinParts, nameSome } from './wording.ts';
import { partNames, type ZoneParts } from './zone-parts.ts';

/** Parts that are missing for the same reason. */
export interface Gap {
  readonly parts: readonly string[];
  /** Names of the zones or accounts; empty when there is only one thing it can be about. */
  readonly of: readonly string[];
  readonly code: FailureCode;
  readonly detail: string;
  readonly cause?: unknown;
}

/** What could not be read, one gap per reason, so that twenty zones without a permission are one sentence. */
export function gapsOf({ zoneList, zones, accounts }: Answers): readonly Gap[] {
  const single = (missing: MissingPart, of?: string) => ({ missing, of });
  const all = [
    ...(zoneList.ok ? [] : [single(zoneList)]),
    ...zones.flatMap(({ zone, parts, posture }) =>
      [...(parts ? missingOf(parts) : []), ...(posture ? missingPosture(posture) : [])].map((it) =>
        single(it, zone.name),
      ),
    ),
    ...accounts.flatMap(({ account, tunnels, connectors }) =>
      [tunnels, ...connectors.values()].flatMap((part) =>
        part.ok ? [] : [single(part, accounts.length > 1 ? account.name : undefined)],
      ),
    ),
  ];
  const groups = Map.groupBy(all, ({ missing }) => `${missing.code} ${missing.detail}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { code, detail, cause } = first.missing;
    return [
      {
        parts: unique(group.map(({ missing }) => missing.name)),
        of: unique(group.flatMap(({ of }) => of ?? [])),
        code,
        detail,
        ...(cause !== undefined && { cause }),
      },
    ];
  });
}

function missingOf({ limits, traffic, dns, ruleNames, ...parts }: ZoneParts): readonly MissingPart[] {
  const events = missingEvents(parts);
  return [
    ...(limits ? [limits] : []),
    ...[traffic, ...events, dns, ...(ruleNames ? [ruleNames] : [])].filter((part) => !part.ok),
  ];
}

/** Raw rows stand in for counts that the plan lacks; with both missing the reader misses one thing, not two. */
function missingEvents({
  eventCounts: counts,
  eventTops: tops,
  eventRows: rows,
}: Pick<ZoneParts, 'eventCounts' | 'eventTops' | 'eventRows'>): readonly MissingPart[] {
  if (counts.ok)
    return [tops, rows].filter((part) => !part.ok).filter(({ code }) => code !== 'unsupported' || !rows.ok);
  if (counts.code !== 'unsupported') return [counts];
  return rows.ok ? [] : [{ ...rows, name: partNames.eventCounts }];
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** A permission or a plan is somebody's choice; everything else is worth a look. */
export const gapNote = ({ parts, of, code, detail }: Gap): Block => ({
  kind: 'note',
  tone: code === 'forbidden' || code === 'unsupported' ? 'neutral' : 'warning',
  text: `${joinParts(parts)}${of.length === 0 ? '' : ` of ${nameSome(of)}`}: ${withSubject(detail)}.`,
});

/** Foreseen failures of a fetch in which nothing was read are written down by the guard; a bug is always written. */
export function logGaps(gaps: readonly Gap[], someWereRead: boolean, log: Log): void {
  for (const { parts, of, code, detail, cause } of gaps) {
    const fields = {
      event: 'part_missing',
      integration: 'cloudflare',
      part: joinParts(parts),
      of,
      code,
      detail,
    };
    if (code === 'unexpected')
      log.error({ ...fields, err: summariseThrown(cause) }, 'part of a fetch failed unexpectedly');
    else if (someWereRead) log.warn(fields, 'part of a fetch is missing');
  }
}
