import type { Reply } from '../http/reply.ts';
import { hexId } from '../identity.ts';
import type { DemoZone } from './account.ts';
import { failure, success } from './envelope.ts';

/** Rules that the owner of the zones wrote; their security events name the same ids. */
const rules = {
  http_request_firewall_custom: ['Challenge sign-ins from abroad', 'Skip monitoring probes'],
  http_ratelimit: ['Booking API: 60 requests a minute'],
} as const;

const descriptionsOf = (phase: string): readonly string[] =>
  Object.entries(rules).find(([name]) => name === phase)?.[1] ?? [];

/** `GET /zones/{id}/rulesets/phases/{phase}/entrypoint`: 404 where nobody ever wrote a rule. */
export const entrypoint = (zone: DemoZone, phase: string): Reply => {
  const descriptions = descriptionsOf(phase);
  if (descriptions.length === 0)
    return failure(404, { code: 10_003, message: `could not find entrypoint ruleset in the ${phase} phase` });
  return success({
    id: hexId(`ruleset:${zone.name}:${phase}`, 32),
    name: 'default',
    kind: 'zone',
    phase,
    rules: descriptions.map((description) => ({ id: hexId(description, 32), description, enabled: true })),
  });
};
