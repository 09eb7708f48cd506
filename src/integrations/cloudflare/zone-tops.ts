import type { PartOutcome } from '../../net/parts.ts';
import { isMitigating } from './actions.ts';
import type { EventTops, NameCount, RuleCount } from './event-tops.ts';
import type { Reading } from './reading.ts';
import type { EventRow } from './schema.ts';

/** The tops of one zone, and whether they come from a sample. */
export interface ZoneTops extends EventTops {
  readonly isSample: boolean;
}

/** Counted where the plan counts, else from the raw rows; `undefined` when neither could be read. */
export function topsOf(
  eventTops: PartOutcome<Reading<EventTops>>,
  eventRows: PartOutcome<Reading<readonly EventRow[]>>,
): ZoneTops | undefined {
  const counted = eventTops.ok ? eventTops.data.data : undefined;
  if (counted) return { ...counted, isSample: false };
  const rows = eventRows.ok ? eventRows.data.data : undefined;
  return rows && { ...topsOfRows(rows), isSample: true };
}

/** Services whose rules somebody wrote for this zone, so that their names can be looked up (`readRuleNames`). */
const ownRules = new Set(['firewallcustom', 'ratelimit']);

/** Whether a rule of the zone's own is known by its id only. */
export const hasNamelessRules = (tops: ZoneTops | undefined): boolean =>
  tops?.rules.some(
    ({ ruleId, description, source }) =>
      ruleId !== undefined && description === undefined && ownRules.has(source.toLowerCase()),
  ) ?? false;

function topsOfRows(rows: readonly EventRow[]): EventTops {
  const mitigated = rows.filter(({ action = '' }) => isMitigating(action));
  return {
    rules: mitigated.flatMap(toRule),
    addresses: mitigated.flatMap(({ clientIP }) => once(clientIP)),
    paths: mitigated.flatMap(({ clientRequestHTTPHost: host = '', clientRequestPath: path }) =>
      once(path && `${host}${path}`),
    ),
  };
}

const once = (name: string | undefined): readonly NameCount[] => (name ? [{ name, count: 1 }] : []);

/** An event that tells neither id nor text tells no rule. */
const toRule = ({ action = '', source = '', ruleId, description }: EventRow): readonly RuleCount[] =>
  ruleId === undefined && description === undefined
    ? []
    : [{ action, source, ruleId, description, count: 1 }];
