import { SourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import { mitigatingActions } from './actions.ts';
import { readDataset, type Selection, timeBounds, type ZoneContext } from './dataset.ts';
import type { EventCount } from './event-counts.ts';
import { type MayAsk, select } from './fields.ts';
import { eventTopsQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { eventGroup, requiredList } from './schema.ts';
import { secondMs } from './windows.ts';

export interface NameCount {
  readonly name: string;
  readonly count: number;
}

export interface RuleCount extends EventCount {
  readonly ruleId?: string | undefined;
  /** What its author wrote. */
  readonly description?: string | undefined;
}

/** What was blocked or challenged, grouped in three ways. Each list holds the most frequent only. */
export interface EventTops {
  readonly rules: readonly RuleCount[];
  readonly addresses: readonly NameCount[];
  /** Host and path. */
  readonly paths: readonly NameCount[];
}

const mostTops = 10;

const dimensions = {
  rule: ['ruleId', 'description'],
  address: ['clientIP'],
  path: ['clientRequestHTTPHost', 'clientRequestPath'],
} as const;

/** On plans that count: a question of its own, as not all of them have these fields (Cloudflare API reference §2.6 C1). */
export const readEventTops = (context: ZoneContext, deadline: Deadline): Promise<Reading<EventTops>> =>
  readDataset(
    context,
    {
      operation: 'rank security events',
      limits: context.limits.eventCounts,
      stepMs: secondMs,
      optionalFields: Object.values(dimensions).flat(),
      select: (window, may) => ({
        ...selectTops(may, Math.min(mostTops, context.limits.eventCounts.maxPageSize)),
        variables: timeBounds(window),
      }),
      parse: parseTops,
      join: (newer, older) => ({
        rules: [...newer.rules, ...older.rules],
        addresses: [...newer.addresses, ...older.addresses],
        paths: [...newer.paths, ...older.paths],
      }),
    },
    deadline,
  );

/** @throws SourceError `unsupported` when the plan has nothing to group by */
function selectTops(may: MayAsk, limit: number): Pick<Selection, 'query'> {
  const rule = select(may, dimensions.rule);
  const address = select(may, dimensions.address);
  const path = may('clientRequestPath') ? select(may, dimensions.path) : '';
  if (`${rule}${address}${path}` === '') throw new SourceError('unsupported', 'not on this zone’s plan');
  return { query: eventTopsQuery({ rule, address, path }, mitigatingActions, limit) };
}

function parseTops(zone: Readonly<Record<string, unknown>>): EventTops {
  const { byRule = [], byAddress = [], byPath = [] } = zone;
  return {
    rules: requiredList(eventGroup, byRule).map(({ count = 0, dimensions: rule = {} }) => ({
      action: rule.action ?? '',
      source: rule.source ?? '',
      ruleId: rule.ruleId,
      description: rule.description,
      count,
    })),
    addresses: requiredList(eventGroup, byAddress).flatMap(({ count = 0, dimensions: { clientIP } = {} }) =>
      clientIP === undefined ? [] : [{ name: clientIP, count }],
    ),
    paths: requiredList(eventGroup, byPath).flatMap(({ count = 0, dimensions: request }) =>
      request?.clientRequestPath === undefined
        ? []
        : [{ name: `${request.clientRequestHTTPHost ?? ''}${request.clientRequestPath}`, count }],
    ),
  };
}
