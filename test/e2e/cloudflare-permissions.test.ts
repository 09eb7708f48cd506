import { describe, expect, test } from 'vitest';
import { type TokenPermission, tokenPermissions } from '../../src/demo/cloudflare/permissions.ts';
import { tokenLink } from '../../src/integrations/cloudflare/token-link.ts';
import { inOneLine, patience, reportOn } from './cloudflare-cases.ts';
import { type Env, startNetwork } from './network.ts';

const without = (missing: TokenPermission) => ({
  tokenPermissions: tokenPermissions.filter((name) => name !== missing),
});
const ofBothZones = 'of harbour-office.example and harbour-journal.example';

interface Missing {
  readonly permission: TokenPermission;
  readonly note: string;
  /** What stands in the section all the same. */
  readonly keeps: readonly RegExp[];
  readonly loses: RegExp;
  /** What the overview says about the parts of the set-up that are left. */
  readonly setUp?: RegExp;
}

const traffic = /harbour-office\.example +Active +\d/;
const tunnels = /harbour-files +Healthy .+ 1 × 2\d{3}\.\d+\.0 \(15 months\)/;
const dnssec = /DNSSEC waits for its DS record at the registrar +harbour-journal\.example/;
const settings = /TLS 1\.0 is accepted +harbour-journal\.example/;

const table: readonly Missing[] = [
  {
    permission: 'Analytics Read',
    note: `Traffic, security events and DNS ${ofBothZones}: the token lacks Zone · Analytics · Read or does not include the zone.`,
    keeps: [tunnels, dnssec, settings, /harbour-office\.example +Active +–/, /^ {2}Requests +–$/m],
    loses: /Security events:|^DNS:/m,
  },
  {
    permission: 'Cloudflare Tunnel Read',
    note: 'No tunnels visible: none exist, or the token lacks Account · Cloudflare Tunnel · Read.',
    keeps: [traffic, dnssec, settings],
    loses: /harbour-cameras|^ {2}Tunnels /m,
  },
  {
    permission: 'SSL and Certificates Read',
    note: `Certificates ${ofBothZones}: the token lacks Zone · SSL and Certificates · Read or does not include the zone.`,
    keeps: [traffic, tunnels, dnssec, settings],
    setUp: /Set-up 3 to look at \(DNSSEC and TLS settings\)/,
    loses: /No certificate/,
  },
  {
    permission: 'DNS Read',
    note: `DNSSEC ${ofBothZones}: the token lacks Zone · DNS · Read or does not include the zone.`,
    keeps: [traffic, tunnels, settings],
    setUp: /Set-up 2 to look at \(Certificates and TLS settings\)/,
    loses: /DNSSEC waits/,
  },
  {
    permission: 'Zone Settings Read',
    note: `TLS settings ${ofBothZones}: the token lacks Zone · Zone Settings · Read or does not include the zone.`,
    keeps: [traffic, tunnels, dnssec],
    setUp: /Set-up 1 to look at \(Certificates and DNSSEC\)/,
    loses: /TLS 1\.0 is accepted/,
  },
];

describe.concurrent('a token that lacks one permission', () => {
  test.each(table)('$permission: loses that part, and says so once', async (row) => {
    const { section, notes, text, html } = await reportOn(without(row.permission));

    expect(section.success).toBe(true);
    expect(notes).toEqual([row.note]);
    expect(inOneLine(text).split(row.note)).toHaveLength(2);
    expect(html).toContain(row.note);
    for (const kept of row.keeps) expect(text).toMatch(kept);
    if (row.setUp !== undefined) expect(inOneLine(text)).toMatch(row.setUp);
    expect(text).not.toMatch(row.loses);
  });

  test('Zone Read: nothing can be asked, and the section says what to add', async () => {
    const { section, text } = await reportOn(without('Zone Read'));

    expect(section).toMatchObject({
      success: false,
      reason: 'The credentials lack a permission: the token lacks Zone · Zone · Read.',
    });
    expect(text).toMatch(/^Unable to fetch data\nThe credentials lack a permission/);
  });

  test('Zone WAF Read: nothing, as security events name their rules', async () => {
    expect((await reportOn(without('Zone WAF Read'))).notes).toEqual([]);
  });

  test('none: nothing is left out', async () => {
    const { notes, text } = await reportOn();

    expect(notes).toEqual([]);
    for (const part of [traffic, tunnels, dnssec, settings]) expect(text).toMatch(part);
    expect(inOneLine(text)).toMatch(/Set-up 3 to look at \(Certificates, DNSSEC and TLS settings\)/);
    expect(text).toMatch(/API token expires +in (59|60) days/);
  });
});

describe.concurrent('the smallest token', () => {
  test('reads zones and analytics, and has one line for each part it leaves out', async () => {
    const { section, notes, text } = await reportOn({ tokenPermissions: ['Zone Read', 'Analytics Read'] });

    expect(section.success).toBe(true);
    expect(text).toMatch(traffic);
    expect(text).toMatch(/^Security events:$/m);
    expect(text).toMatch(/^DNS:$/m);
    expect(notes).toEqual(
      ['Cloudflare Tunnel Read', 'SSL and Certificates Read', 'DNS Read', 'Zone Settings Read'].map(
        (permission) => table.find((row) => row.permission === permission)?.note,
      ),
    );
  });
});

/** The notes under Cloudflare's line of `check --live`. */
const notesOf = async (permissions: readonly TokenPermission[], env: Env) => {
  await using network = await startNetwork({ cloudflare: { tokenPermissions: permissions } });
  const { stdout } = await network.run(['check', '--live'], {
    CYBERSECURE_API_KEY: undefined,
    ...patience,
    ...env,
  });
  const [, line = '', notes = ''] = /^(\w+ +Cloudflare\b.*)\n((?: {8}.*\n)*)/m.exec(stdout) ?? [];
  return { line, notes };
};

describe.concurrent('check --live', () => {
  test.each<readonly [string, readonly TokenPermission[], Env, RegExp]>([
    [
      'there is no token',
      tokenPermissions,
      { CLOUDFLARE_API_TOKEN: undefined, CLOUDFLARE_API_BASE_URL: undefined },
      /^OFF +Cloudflare: CLOUDFLARE_API_TOKEN not set$/,
    ],
    [
      'the token is not set, but something else is',
      tokenPermissions,
      { CLOUDFLARE_API_TOKEN: undefined },
      /^MISSING +Cloudflare: /,
    ],
    ['the token lacks a permission', ['Zone Read', 'Analytics Read'], {}, /^OK +Cloudflare: /],
    ['the token may do nothing', [], {}, /^FAILED +Cloudflare: The credentials lack a permission: /],
    [
      'the token is refused',
      tokenPermissions,
      { CLOUDFLARE_API_TOKEN: 'another-token' },
      /^FAILED +Cloudflare: The credentials were refused: /,
    ],
  ])('prints the link to the right token where %s', async (_case, permissions, env, line) => {
    const checked = await notesOf(permissions, env);

    expect(checked.line).toMatch(line);
    expect(checked.notes.split('\n').map((note) => note.trim())).toContain(tokenLink);
  });

  test('has nothing to add where everything works', async () => {
    expect(await notesOf(tokenPermissions, {})).toEqual({ line: 'OK      Cloudflare: answers', notes: '' });
  });

  test('does not blame the token where the network is at fault', async () => {
    const { line, notes } = await notesOf(tokenPermissions, {
      CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:1/client/v4',
    });

    expect(line).toMatch(/^FAILED +Cloudflare: It could not be reached/);
    expect(notes).not.toContain('dash.cloudflare.com');
  });
});

test('a Global API key is refused before anything runs, with what to make instead and without the key', async () => {
  await using network = await startNetwork();
  const key = 'cfk_0123456789012345678901234567890123456789abcd';
  const { code, stdout, stderr } = await network.once({ CLOUDFLARE_API_TOKEN: key });

  expect(code).toBe(2);
  expect(inOneLine(stderr)).toMatch(
    /CLOUDFLARE_API_TOKEN: holds a Global API key.+make an API token instead/,
  );
  expect(stdout + stderr).not.toContain(key);
  expect(network.cloudflare.requests).toEqual([]);
});
