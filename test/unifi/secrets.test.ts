import { describe, expect, test } from 'vitest';
import { collectFrom } from '../helpers/collected.ts';
import { type Answer, json } from '../helpers/console-server.ts';
import { written } from '../helpers/written.ts';
import { demoAnswers, demoPeriod } from './demo-answers.ts';

const canary = 'CANARY-5c1e';

/** What consoles are known to volunteer, and their like (UniFi API reference §4, §10). */
const secretNames = [
  'sso_app_sec',
  'x_authkey',
  'x_inform_authkey',
  'x_vwirekey',
  'x_mesh_psk',
  'x_passphrase',
  'x_secret',
  'x_ssh_password',
  'x_ssh_sha512passwd',
  'x_ssh_hostkey_fingerprint',
  'x_wireguard_private_key',
  'x_password',
  'x_iapp_key',
  'api_token',
  'community',
  'radius_secret',
  'wifi_psk',
  'private_key',
  'authkey',
  'token',
  'password',
] as const;

const secrets = Object.fromEntries(secretNames.map((name) => [name, `${canary}-${name}`]));

/** The same answer with every secret in every object. */
function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([name, entry]) => [name, withSecrets(entry)]);
  return { ...Object.fromEntries(inner), ...secrets };
}

describe.each(['newest', 'v9.0', 'v7'] as const)('secrets in every answer of a %s console', (generation) => {
  test('get neither into the snapshot nor into report, mail and log', async () => {
    const answers = Object.entries(await demoAnswers(generation)).map(([path, answer]): [string, Answer] => [
      path,
      json(withSecrets(answer)),
    ]);
    const { snapshot, lines } = await collectFrom(Object.fromEntries(answers), demoPeriod);
    const { report, email } = written(snapshot, demoPeriod);

    expect(report.findings.length).toBeGreaterThan(12);
    expect(snapshot).toMatchObject({ devices: { status: 'ok', data: { length: 10 } } });
    for (const out of [snapshot, report, email, lines]) expect(JSON.stringify(out)).not.toContain(canary);
  });
});
