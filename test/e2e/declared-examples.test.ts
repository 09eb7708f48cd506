import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RecordedRequest } from '../helpers/https-server.ts';
import { startingAt } from './clock.ts';
import { answering, type Routes, routesOf, startApi, tryDeclared } from './declared.ts';

/** The shipped examples, asked of servers that answer as the products' API documentation says (fixtures/README.md). */
const folder = new URL('../../examples/integrations/', import.meta.url);
const names = globSync('*.yaml', { cwd: folder }).map((file) => file.replace('.yaml', ''));
const textOf = (name: string): string => readFileSync(new URL(`${name}.yaml`, folder), 'utf8');

const nowMs = Date.UTC(2026, 4, 26, 7);
const env = {
  PIHOLE_PASSWORD: 'canary-app-password',
  HEALTHCHECKS_KEY: 'canary-read-only-key',
  HASS_TOKEN: 'canary-access-token',
  GITHUB_TOKEN: 'canary-fine-grained-token',
};

interface Tried {
  readonly code: number | null;
  readonly stdout: string;
  readonly requests: readonly RecordedRequest[];
}

/** `try` of an integration of an example, which finds `routes` at its address. */
const tryExample = async (name: string, id = name, routes: Routes = routesOf(name)): Promise<Tried> => {
  await using api = await startApi(answering(routes));
  const file = api.file(textOf(name).replaceAll(/(?<=^ *baseUrl: )https?:\/\/[^/\s]+/gm, 'API'));
  const { code, stdout } = await tryDeclared([id], { ...env, INTEGRATIONS_FILE: file }, startingAt(nowMs));
  return { code, stdout, requests: [...api.requests] };
};

const asked = ({ requests }: Tried): readonly string[] =>
  requests.map(({ method, path }) => `${method} ${path}`);

test('there are four, each under 40 lines', () => {
  expect(names.toSorted()).toEqual(['github', 'healthchecks', 'home-assistant', 'pi-hole']);
  for (const name of names) expect(textOf(name).trimEnd().split('\n').length).toBeLessThan(40);
});

describe.concurrent('what they show', () => {
  test('Pi-hole, with the session of its login, about the period of the report', async () => {
    const tried = await tryExample('pi-hole');
    const [login, ...others] = tried.requests;

    expect(tried).toMatchObject({
      code: 0,
      stdout: `Pi-hole
=======
  Blocking                      disabled
  Queries in the last 24 hours  18,420
  Blocked                       16.9%
  Active clients                23
  Domains on the lists          104,756

Blocked most often:
  telemetry.example  ████████████████████ 912
  ads.example        ██████████████······ 640
  pixel.example      █████··············· 211

Findings
========
[WARNING] Pi-hole does not block
  What Pi-hole answered meets a condition declared for it: @.blocking.blocking
  != 'enabled'.
  What to do: Enable blocking in its dashboard; if it says "failed", run
  "pihole -g".
`,
    });
    expect(login?.json()).toEqual({ password: env.PIHOLE_PASSWORD });
    expect(others.map(({ headers }) => headers['x-ftl-sid'])).toEqual(
      Array.from({ length: 3 }, () => 'XwrWDU7EDg64dX0sxmURDA=='),
    );
    const { from, until, ...query } = Object.fromEntries(
      others.find(({ path }) => path.endsWith('/top_domains'))?.query ?? [],
    );
    expect(query).toEqual({ blocked: 'true', count: '5' });
    expect(Number(until) - Number(from)).toBe(86_400);
    expect(Number(until)).toBeGreaterThanOrEqual(nowMs / 1000);
  });

  test('Healthchecks', async () => {
    const tried = await tryExample('healthchecks');

    expect(tried).toMatchObject({
      code: 0,
      stdout: `Healthchecks
============
  Down    Database Backup
  Late    none
  Paused  none

  Check              Status  Last ping  Next ping
  -----------------  ------  ---------  ------------------
  Filesystem Backup  up      2 d 2 h    26 May 2026, 08:02
  Database Backup    down    2 d 21 h   –
  Certificates       new     –          –

Findings
========
[CRITICAL] A scheduled job did not report in time
  What Healthchecks answered meets a condition declared for it:
  @.list.checks[?@.status == 'down'].
  What to do: Look at the check in Healthchecks, then at the log of the job on
  its machine.
`,
    });
    expect(asked(tried)).toEqual(['GET /api/v3/checks/']);
    expect(tried.requests[0]?.headers['x-api-key']).toBe(env.HEALTHCHECKS_KEY);
  });

  test('Home Assistant', async () => {
    const tried = await tryExample('home-assistant');

    expect(tried).toMatchObject({
      code: 0,
      stdout: `Home Assistant
==============
  Version  2026.5.2
  Updates  Home Assistant Core

Batteries:
  Battery        Level
  -------------  -----
  Front door      8.5%
  Cellar window    74%

Unavailable:
  Entity                Since
  --------------------  -----
  sensor.attic_battery  1 d

Findings
========
[WARNING] A battery in Home Assistant is below 10%
  What Home Assistant answered meets a condition declared for it:
  @.states[?@.attributes.device_class == 'battery' && match(@.state,
  '[0-9]([.][0-9]+)?')].
  What to do: Charge or replace it; the section Home Assistant shows which
  one.
`,
    });
    expect(asked(tried).toSorted()).toEqual(['GET /api/config', 'GET /api/states']);
    expect(tried.requests[0]?.headers.authorization).toBe(`Bearer ${env.HASS_TOKEN}`);
  });

  test('GitHub by REST', async () => {
    const tried = await tryExample('github', 'github-actions');

    expect(tried).toMatchObject({
      code: 0,
      stdout: `GitHub Actions
==============
Failed runs:
  Workflow  Branch  Started
  --------  ------  ------------------
  Build     main    26 May 2026, 02:33
`,
    });
    expect(asked(tried)).toEqual(['GET /repos/octo-org/octo-repo/actions/runs']);
    expect(tried.requests[0]?.query.get('created')).toMatch(/^>=2026-05-25T/);
  });

  test('GitHub by GraphQL', async () => {
    const tried = await tryExample('github');

    expect(tried).toMatchObject({
      code: 0,
      stdout: `GitHub
======
  Open issues      12
  Latest release   v2.4.0
  Released         10 d
  Security alerts  2
`,
    });
    expect(asked(tried)).toEqual(['POST /graphql']);
  });

  test('a repository without a release, which is null, is nothing to fail for', async () => {
    const repository = {
      issues: { totalCount: 0 },
      latestRelease: null,
      vulnerabilityAlerts: { totalCount: 0 },
    };
    const { code, stdout } = await tryExample('github', 'github', {
      'POST /graphql': { data: { repository } },
    });

    expect(code).toBe(0);
    expect(stdout).toContain('Latest release   –');
  });
});
