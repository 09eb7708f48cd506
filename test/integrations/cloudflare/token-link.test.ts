import { describe, expect, test } from 'vitest';
import { adviseOnToken, tokenLink } from '../../../src/integrations/cloudflare/token-link.ts';

describe('the link that fills in the form for a token', () => {
  const url = new URL(tokenLink);

  test('opens the dashboard for every account and zone, under the name of this program', () => {
    expect(url.origin + url.pathname).toBe('https://dash.cloudflare.com/profile/api-tokens');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      accountId: '*',
      zoneId: 'all',
      name: 'unifi-report',
    });
  });

  test('asks for reading, and for nothing else', () => {
    expect(JSON.parse(url.searchParams.get('permissionGroupKeys') ?? '')).toEqual(
      [
        ...['zone', 'analytics', 'argotunnel', 'ssl_and_certificates', 'dns'],
        ...['zone_settings', 'zone_waf'],
      ].map((key) => ({ key, type: 'read' })),
    );
  });

  test('survives being copied from a terminal: no space, quote or bracket', () => {
    expect(tokenLink).toMatch(/^[\w:/.?=&%*-]+$/);
  });
});

describe('advice on the token', () => {
  test.each<readonly [string, readonly string[]]>([
    ['is given where there is none yet', []],
    ['is given where it lacks something', ['DNS of a: the token lacks Zone · DNS · Read.', 'x']],
    ['is given where it is refused', ['The credentials were refused: the token has expired.']],
    [
      'is given where something else stands in its place',
      ['It is not set up correctly: CLOUDFLARE_API_TOKEN holds a Global API key; make an API token instead.'],
    ],
  ])('%s', (_case, problems) => {
    const advice = adviseOnToken(problems);
    expect(advice).toContain(tokenLink);
    expect(advice.join(' ')).toContain('Account · Cloudflare Tunnel · Read');
  });

  test.each(['It could not be reached: connection refused.', 'Only 50 of 53 zones were asked about.'])(
    'is no answer to: %s',
    (problem) => {
      expect(adviseOnToken([problem])).toEqual([]);
    },
  );
});
