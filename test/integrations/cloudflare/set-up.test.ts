import { describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import {
  certificatePack,
  type Kind,
  list,
  nowMs,
  one,
  refusal,
  send,
  sendHtml,
  settingsAre,
  zoneRow,
} from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { shown } from './reading.ts';

const dayMs = 86_400_000;
const inDays = (days: number): string => new Date(nowMs + days * dayMs).toISOString();
const title = 'Set-up to look at';
const denied = send(refusal(10000, 'Authentication error'), 403);

/** What stands in the table, and what is a finding. */
const read = async (answers: Partial<Record<Kind, Handler>>) => {
  const { table, findings, notes, overview, hints, more } = await show(answers);
  return {
    rows: table(title).map(([what, zones]) => [what, zones]),
    whats: table(title).map(([what]) =>
      typeof what === 'object' && what && 'text' in what ? what.text : '',
    ),
    findings: findings.map(({ id, severity, title: heading }) => [id, severity, heading]),
    notes,
    overview,
    hints,
    more: more(title),
  };
};

/** A certificate whose last day is so many days away. */
const expiring = (days: number, more: object = {}) =>
  certificatePack({ certificates: [{ status: 'active', expires_on: inDays(days) }], ...more });
const packs = (...rows: readonly object[]) => ({ certificates: send(list(rows)) });
const failing = 'cloudflare.certificate-failing:id-of-example.com';

describe('certificates', () => {
  test('one that has expired is critical', async () => {
    const { rows, findings, overview } = await read(packs(expiring(-1)));
    expect(rows).toEqual([[{ text: 'Certificate expired', tone: 'critical' }, 'example.com']]);
    expect(findings).toEqual([
      [failing, 'critical', 'The certificate of example.com at Cloudflare has expired'],
    ]);
    expect(overview['Set-up']).toEqual({
      text: '1 to look at',
      tone: 'warning',
    });
  });

  test.each([
    ['validation_timed_out', 'validation timed out'],
    ['issuance_timed_out', 'issuance timed out'],
    ['initializing_timed_out', 'initializing timed out'],
  ])('%s is a finding in words', async (status, words) => {
    const { whats, findings } = await read(packs(certificatePack({ status })));
    expect(whats).toEqual([`Certificate: ${words}`]);
    expect(findings).toEqual([
      [failing, 'warning', `The certificate of example.com at Cloudflare is not issued: ${words}`],
    ]);
  });

  test('validation errors of one that still works are a finding before it stops working', async () => {
    const errors = { validation_errors: [{ message: 'CAA record forbids <b>it</b>' }] };
    const { whats, findings } = await read(packs(certificatePack(errors)));
    expect(whats).toEqual(['Certificate: validation failed']);
    expect(findings).toHaveLength(1);
  });

  test.each<readonly [string, object, boolean]>([
    ['30 days before its end is in order', expiring(30), false],
    ['8 days before its end is in order', expiring(8), false],
    ['6 days before its end was not renewed', expiring(6), true],
    ['5 days before its end, of 14, is in order', expiring(5, { validity_days: 14 }), false],
    ['1 day before its end, of 14, was not renewed', expiring(1, { validity_days: 14 }), true],
    [
      'brought by its owner, 29 days before its end, is his to renew',
      expiring(29, { type: 'sni_custom' }),
      true,
    ],
    [
      'brought by its owner, 31 days before its end, is in order',
      expiring(31, { type: 'sni_custom' }),
      false,
    ],
  ])('one %s', async (_case, pack, isFinding) => {
    const { findings, whats } = await read(packs(pack));
    expect(whats).toEqual(isFinding ? ['Certificate about to expire'] : []);
    expect(findings.map(([id]) => id)).toEqual(isFinding ? [failing] : []);
  });

  test('the first of several in a pack to expire counts, and only those in use do', async () => {
    const certificates = [
      { status: 'active', expires_on: inDays(40) },
      { status: 'active', expires_on: inDays(3) },
      { status: 'expired', expires_on: inDays(-100) },
    ];
    const { findings } = await read(packs(certificatePack({ certificates })));
    expect(findings.map(([, , heading]) => heading)).toEqual([
      'The certificate of example.com at Cloudflare expires in 3 days',
    ]);
  });

  test('one that fails while another serves its names is shown, but nobody has to act', async () => {
    const failed = certificatePack({ id: 'b', status: 'validation_timed_out', hosts: ['EXAMPLE.com'] });
    const { rows, findings } = await read(packs(failed, certificatePack()));
    expect(rows).toEqual([[{ text: 'Certificate: validation timed out', tone: 'neutral' }, 'example.com']]);
    expect(findings).toEqual([]);
  });

  test('one that fails for a name nothing else serves is a finding', async () => {
    const failed = certificatePack({ id: 'b', status: 'validation_timed_out', hosts: ['other.example.com'] });
    const { findings } = await read(packs(failed, certificatePack()));
    expect(findings.map(([id]) => id)).toEqual([failing]);
  });

  test('an old one that has expired beside its successor is nothing', async () => {
    const { rows, findings } = await read(packs(expiring(-9, { id: 'old' }), certificatePack()));
    expect([rows, findings]).toEqual([[], []]);
  });

  test.each([
    'deleted',
    'pending_deletion',
    'inactive',
    'backup_issued',
    'staging_active',
    'pending_cleanup',
  ])('one that is %s is nothing, however old', async (status) => {
    const { rows } = await read(packs(expiring(-400, { id: 'b', status }), certificatePack()));
    expect(rows).toEqual([]);
  });

  test('one that is on its way, and one in a state that is not known, are of interest', async () => {
    const { rows, findings, overview } = await read(
      packs(
        certificatePack({ status: 'pending_validation' }),
        certificatePack({ id: 'b', status: 'Knitting' }),
      ),
    );
    expect(rows).toEqual([
      [{ text: 'Certificate: pending validation', tone: 'neutral' }, 'example.com'],
      [{ text: 'Certificate: knitting', tone: 'neutral' }, 'example.com'],
    ]);
    expect(findings).toEqual([]);
    expect(overview['Set-up']).toEqual({
      text: '2 of interest',
      tone: 'neutral',
    });
  });

  test('a zone without any is told so', async () => {
    const { whats, findings } = await read(packs());
    expect(whats).toEqual(['No certificate at Cloudflare’s edge']);
    expect(findings).toEqual([]);
  });

  test('fields of other types cost nothing', async () => {
    const odd = { hosts: 'x', certificates: null, validation_errors: {}, validity_days: 'many', type: 7 };
    const { rows } = await read(packs(certificatePack(odd)));
    expect(rows).toEqual([]);
  });

  test('a zone of which they cannot be read is named with the permission, in every form of refusal', async () => {
    for (const handler of [denied, send(refusal(9109, 'Unauthorized to access requested resource'))]) {
      const { notes, hints } = await read({ certificates: handler });
      expect(notes).toEqual([
        'Certificates of example.com: the token lacks Zone · SSL and Certificates · Read or does not include the zone.',
      ]);
      expect(hints['Set-up']).toBe('DNSSEC and TLS settings');
    }
  });
});

describe('DNSSEC', () => {
  test.each<readonly [unknown, readonly string[]]>([
    ['active', []],
    ['disabled', []],
    [null, []],
    ['Pending', ['DNSSEC waits for its DS record at the registrar']],
    ['pending-disabled', ['DNSSEC is being switched off and waits for the registrar']],
    ['error', ['DNSSEC reports an error']],
    ['new word', ['DNSSEC: new word']],
  ])('%s', async (status, expected) => {
    expect((await read({ dnssec: send(one({ status })) })).whats).toEqual(expected);
  });

  test('that is not permitted is named with the permission', async () => {
    expect((await read({ dnssec: denied })).notes).toEqual([
      'DNSSEC of example.com: the token lacks Zone · DNS · Read or does not include the zone.',
    ]);
  });
});

describe('TLS settings', () => {
  test.each([
    ['ssl', 'off', 'Encryption is off (SSL mode off)'],
    ['ssl', 'flexible', 'Clear text between Cloudflare and the server (SSL flexible)'],
    ['min_tls_version', '1.0', 'TLS 1.0 is accepted'],
    ['min_tls_version', '1.1', 'TLS 1.1 is accepted'],
    ['always_use_https', 'off', 'HTTP is not redirected to HTTPS'],
    ['tls_1_3', 'off', 'TLS 1.3 is off'],
    ['security_level', 'essentially_off', 'Security level is essentially off'],
    ['security_level', 'under_attack', '“Under attack” mode is on: every visitor is challenged'],
  ])('%s = %s', async (setting, value, what) => {
    expect((await read({ settings: settingsAre({ [setting]: value }) })).whats).toEqual([what]);
  });

  test.each([
    ['ssl', 'full'],
    ['ssl', 'origin_pull'],
    ['ssl', 'new mode'],
    ['tls_1_3', 'zrt'],
    ['min_tls_version', '1.3'],
    ['security_level', 'low'],
    ['ssl', null],
    ['always_use_https', { nested: true }],
  ])('%s = %s is nothing to note', async (setting, value) => {
    expect((await read({ settings: settingsAre({ [setting]: value }) })).rows).toEqual([]);
  });

  test('the worst come first, each with its zones, and the rest is counted', async () => {
    const values = { ssl: 'flexible', min_tls_version: '1.0', always_use_https: 'off', tls_1_3: 'off' };
    const zones = ['a', 'b', 'c', 'd'].map((name) => zoneRow(`${name}.example`));
    const { rows } = await read({
      zones: send(list(zones)),
      settings: settingsAre(values),
      dnssec: send(one({ status: 'error' })),
      certificates: (request, response) =>
        send(list(request.path.includes('a.example') ? [] : [certificatePack()]))(request, response),
    });
    expect(rows).toEqual([
      [{ text: 'DNSSEC reports an error', tone: 'critical' }, 'a.example, b.example and 2 more'],
      [expect.objectContaining({ tone: 'critical' }), 'a.example, b.example and 2 more'],
      [expect.objectContaining({ text: 'TLS 1.0 is accepted', tone: 'warning' }), expect.anything()],
      [expect.objectContaining({ tone: 'warning' }), expect.anything()],
      [expect.objectContaining({ tone: 'warning' }), expect.anything()],
      [{ text: 'No certificate at Cloudflare’s edge', tone: 'neutral' }, 'a.example'],
    ]);
  });

  test('a token without the permission costs one request for each zone, and one sentence', async () => {
    const { asked, results } = await ask({ settings: denied });
    expect(asked('settings').map(({ path }) => path.split('/').at(-1))).toEqual(['ssl']);
    expect(shown(results).notes).toEqual([
      'TLS settings of example.com: the token lacks Zone · Zone Settings · Read or does not include the zone.',
    ]);
  });

  test('one that cannot be read leaves the others', async () => {
    const settings = settingsAre({ ssl: 'off' });
    const { whats, notes } = await read({
      settings: (request, response) =>
        (request.path.endsWith('tls_1_3') ? sendHtml(404) : settings)(request, response),
    });
    expect(whats).toEqual(['Encryption is off (SSL mode off)']);
    expect(notes).toEqual([expect.stringMatching(/^TLS settings of example\.com: /)]);
  });
});

test('nothing is asked about the set-up of a zone that Cloudflare does not serve yet', async () => {
  const { asked, results } = await ask({
    zones: send(list([zoneRow('new.example', { status: 'pending' })])),
  });
  expect([...asked('certificates'), ...asked('dnssec'), ...asked('settings')]).toEqual([]);
  expect(shown(results).overview).not.toHaveProperty('Set-up');
});

test('an id of a zone never becomes another path', async () => {
  const { server, results } = await ask({
    zones: send(
      list([zoneRow('a.example', { id: '../../user/tokens' }), zoneRow('b.example', { id: '..' })]),
    ),
  });
  expect(server.requests.filter(({ path }) => /tokens(?!\/verify$)/.test(path))).toEqual([]);
  expect(shown(results).notes).toContain(
    'Certificates, DNSSEC and TLS settings of a.example and b.example: it answered with an id that cannot be one.',
  );
});

test('ended endpoints are not asked: all settings in one, DNS reports, connections inside a tunnel, devices, registrar', async () => {
  const { server } = await ask();
  const paths = server.requests.map(({ path }) => path);
  expect(
    paths.filter((path) => /\/settings$|dns_analytics|\/devices|\/registrar|analytics\/dashboard/.test(path)),
  ).toEqual([]);
  expect(paths.filter((path) => path.endsWith('/connections'))).toHaveLength(1);
});
