import * as v from 'valibot';
import { isRecord, rowsOf, text } from '../../console/fields.ts';
import { isSourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import type { CloudflareClient } from './client.ts';
import { permissions } from './permissions.ts';
import { id } from './schema.ts';

/** Where an owner writes rules of his own; those of managed rule sets name themselves in the events. */
const phases = ['http_request_firewall_custom', 'http_ratelimit'] as const;

const rule = v.object({ id, description: text });

/**
 * The names of a zone's own rules by their ids, for events that tell only the id: `GET
 * /zones/{id}/rulesets/phases/{phase}/entrypoint`, one request for each of two phases. A rule without a name is left out.
 * @throws SourceError as `CloudflareClient.rest`
 */
export async function readRuleNames(
  client: CloudflareClient,
  zoneId: string,
  deadline: Deadline,
): Promise<ReadonlyMap<string, string>> {
  const read = await Promise.all(phases.map((phase) => readPhase(client, zoneId, phase, deadline)));
  return new Map(
    read.flat().flatMap((row) => (row.description === undefined ? [] : [[row.id, row.description] as const])),
  );
}

async function readPhase(
  client: CloudflareClient,
  zoneId: string,
  phase: (typeof phases)[number],
  deadline: Deadline,
) {
  try {
    const { result } = await client.rest(
      {
        operation: 'read names of firewall rules',
        permission: permissions.rules,
        path: `/zones/${zoneId}/rulesets/phases/${phase}/entrypoint`,
        query: {},
      },
      deadline,
    );
    return rowsOf(rule, isRecord(result) ? result.rules : []);
  } catch (error) {
    // A phase in which nobody ever wrote a rule has no rule set.
    if (isSourceError(error) && error.answer?.status === 404) return [];
    throw error;
  }
}
