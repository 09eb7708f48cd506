import { expect, test } from 'vitest';
import { loadConfig } from '../src/config/load.ts';
import { enableIntegrations } from '../src/integrations/enable.ts';
import type { Fetched, IntegrationDefinition } from '../src/integrations/integration.ts';
import { createSchedule } from '../src/schedule/schedule.ts';
import { createSources } from '../src/sources.ts';
import { running } from './helpers/guard.ts';
import { recordingLog } from './helpers/log.ts';

/** An integration that is on, and how often it was asked. */
function integration(name: string, answer: Fetched) {
  let asked = 0;
  const definition: IntegrationDefinition = {
    name,
    displayName: name,
    requiredEnv: [`${name.toUpperCase()}_KEY`],
    optionalEnv: [],
    create: () => ({
      fetch: async () => {
        asked += 1;
        return answer;
      },
    }),
  };
  return { definition, asked: () => asked };
}

const world = { now: () => 1_790_000_000_000, random: () => 1, readFile: () => '' };

/** What the program asks, with these integrations and a console that nobody visits. */
function openSources(definitions: readonly IntegrationDefinition[]) {
  const keys = definitions.flatMap(({ requiredEnv }) => requiredEnv).map((name) => [name, 'x'] as const);
  const env = { UNIFI_HOST: 'unifi.example', UNIFI_API_KEY: 'key', ...Object.fromEntries(keys) };
  const config = loadConfig({ env, readFile: world.readFile }, definitions);
  const { log } = recordingLog();
  const schedule = createSchedule(config.schedule, { log, now: world.now });
  const integrations = enableIntegrations(definitions, config.integrations.env);
  return createSources({ config, log, schedule, integrations }, world);
}

test('an integration whose circuit has opened leaves the circuit of another closed', async () => {
  const broken = integration('broken', { failure: 'http_error', detail: 'it answered 500' });
  const well = integration('well', { blocks: [], facts: [], findings: [] });
  const { integrate } = openSources([broken.definition, well.definition]);
  const period = { fromMs: world.now() - 3_600_000, toMs: world.now() };
  for (const _ of Array.from({ length: 5 })) await integrate(period, running());
  const { sections } = await integrate(period, running());

  expect(broken.asked()).toBe(3);
  expect(well.asked()).toBe(6);
  expect(sections).toMatchObject([
    { name: 'broken', success: false },
    { name: 'well', success: true },
  ]);
});
