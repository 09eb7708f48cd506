import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../../../src/console/fields.ts';
import { permissions } from '../../../src/integrations/cloudflare/permissions.ts';
import { readRuleNames } from '../../../src/integrations/cloudflare/rule-names.ts';
import { isSourceError } from '../../../src/net/errors.ts';
import { openClient } from './client-door.ts';
import { fixture, list, send } from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { shown } from './reading.ts';

/** Every answer that was recorded, quoted or published goes through the real client. */

const folder = new URL('../../fixtures/cloudflare/', import.meta.url);
const files = globSync('**/*.json', { cwd: folder })
  .map((file) => file.replaceAll('\\', '/'))
  .toSorted();

/** Those that are no success, and what the client makes of them; all others are read. */
const refused: Readonly<Record<string, string>> = {
  // Of accounts, not of zones; and a list of messages.
  'cloudflare-docs/graphql.accessLoginRequestsAdaptiveGroups.json': 'invalid_response',
  'observed/graphql.error-messages.observed.json': 'invalid_response',
  'cloudflare-docs/graphql.error.cannot-request-data-older-than.json': 'unsupported',
  'cloudflare-docs/rest.error.contextual-403.json': 'forbidden',
  'github-issues/rest.error.6003-6103.bearer-token-sent-as-x-auth-key.http400.json': 'unauthorized',
  'cloudflare-go/cloudflare.Client_RetryCanSucceedAfterErrors.json': 'http_error',
  'cloudflare-go/cloudflare.Client_RetryCanSucceedAfterErrors-2.json': 'http_error',
  'cloudflare-go/cloudflare.Client_RetryReturnsPersistentErrorResponse.json': 'http_error',
  // What these tests of the SDK serve lacks the envelope of the API.
  'cloudflare-go/universal_ssl.UniversalSSLVerificationDetails.json': 'invalid_response',
  'cloudflare-go/zone.GetZoneAutomaticSSLModeSetting.json': 'invalid_response',
  'cloudflare-go/zone.GetZoneSetting.json': 'invalid_response',
  'cloudflare-go/zone.UpdateZoneSSLSettings.json': 'invalid_response',
  'cloudflare-go/zone.ZoneDNSSECSetting.json': 'invalid_response',
};

const partOf = (body: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) ? value[key] : undefined;
  }, body);

const outcomeOf = async (file: string): Promise<unknown> => {
  const { client, deadline } = await openClient(send(fixture(file)));
  const about = { operation: 'read a recording', permission: permissions.zones };
  const isGraphql = file.includes('graphql.');
  try {
    if (isGraphql) return await client.zone({ ...about, query: '', variables: { zone: 'z' } }, deadline);
    return (await client.rest({ ...about, path: '/recorded', query: {} }, deadline)).result;
  } catch (error) {
    if (isSourceError(error)) return error.code;
    throw error;
  }
};

test('there are recordings, and the refused ones are among them', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(Object.keys(refused).filter((file) => !files.includes(file))).toEqual([]);
});

test.each(files)('%s passes', async (file) => {
  const body = fixture(file);
  const content = file.includes('graphql.')
    ? partOf(body, 'data', 'viewer', 'zones', 0)
    : partOf(body, 'result');
  expect(await outcomeOf(file)).toEqual(refused[file] ?? content);
});

/** What a recording holds, inside the envelope that some lack. */
const resultOf = (file: string): unknown => partOf(fixture(`cloudflare-go/${file}.json`), 'result');
const enveloped = (file: string) => send({ ...list([]), result: resultOf(file) });

describe('what is shown of them', () => {
  test('a zone of another account type', async () => {
    const { table } = await show({ zones: send(list([resultOf('zone.ZonePartialHasVerificationKey')])) });
    expect(table('Zones')[0]?.slice(0, 2)).toEqual(['bar', { text: 'Active', tone: 'good' }]);
  });

  test('a tunnel, whose embedded connections are left alone', async () => {
    const { asked, results } = await ask({
      tunnels: send(list([resultOf('testdata.tunnel.single_full')])),
      connectors: send(list([])),
    });
    expect(shown(results).table('Tunnels')).toEqual([['blog', { text: 'Healthy', tone: 'good' }, null, '0']]);
    expect(asked('connectors')).toHaveLength(1);
  });

  test.each<readonly [string, () => unknown]>([
    ['ListCertificatePacks', () => resultOf('certificate_packs.ListCertificatePacks')],
    ['ListCertificatePack', () => [resultOf('certificate_packs.ListCertificatePack')]],
  ])('a certificate that expired in 2016 (%s)', async (_case, rows) => {
    const { findings } = await show({ certificates: send({ ...list([]), result: rows() }) });
    expect(findings.map(({ title }) => title)).toEqual([
      'The certificate of example.com at Cloudflare has expired',
    ]);
  });

  test('DNSSEC that is active, and encryption that is off', async () => {
    const { table } = await show({
      dnssec: enveloped('zone.ZoneDNSSECSetting'),
      settings: (request, response) =>
        (request.path.endsWith('/ssl') ? enveloped('zone.GetZoneSetting') : send(list([])))(
          request,
          response,
        ),
    });
    expect(table('Set-up to look at')).toEqual([
      [{ text: 'Encryption is off (SSL mode off)', tone: 'critical' }, 'example.com'],
    ]);
  });

  test.each(['cloudflare-go/api_token.VerifyAPIToken.json', 'cloudflare-docs/rest.token-verify.active.json'])(
    'a token with its end (%s)',
    async (file) => {
      const { overview } = await show({ verify: send(fixture(file)) });
      expect(overview['API token expires']).toEqual({ text: 'within a day', tone: 'warning' });
    },
  );

  test('the rules of a rule set', async () => {
    const { client, deadline } = await openClient(enveloped('rulesets.GetRuleset_WAF'));
    const names = await readRuleNames(client, 'zone', deadline);
    expect(names.get('78723a9e0c7c4c6dbec5684cb766231d')).toMatch(/^Normalization on the URL path/);
  });
});
