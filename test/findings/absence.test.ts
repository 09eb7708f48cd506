import { describe, expect, test } from 'vitest';
import { absenceOf } from '../../src/findings/absence.ts';
import { isHappening, isListed, partsReadBy } from '../../src/findings/parts-read.ts';
import type { IntegrationSection } from '../../src/integrations/results.ts';
import type { FailureCode } from '../../src/net/errors.ts';
import type { Block } from '../../src/report/section.ts';
import { failedSection } from '../helpers/report.ts';
import { missing, ok, snapshot, unreadable } from '../helpers/snapshot.ts';
import { sourceTexts } from '../helpers/source-texts.ts';

const offline = { id: 'devices.offline:a', origin: 'network' };
const failover = { id: 'internet.failover', origin: 'network' };
const tunnel = { id: 'cloudflare.tunnel-down:1', origin: 'cloudflare' };

const section = (...blocks: readonly Block[]): IntegrationSection => ({
  name: 'cloudflare',
  displayName: 'Cloudflare',
  success: true,
  data: { blocks, facts: [], findings: [] },
});
const note = (tone: 'warning' | 'neutral', text: string): Block => ({ kind: 'note', tone, text });

describe('a finding of the network that is absent', () => {
  test('is gone when what its rule reads was read', () => {
    expect(absenceOf(snapshot(), [])(offline)).toBe('gone');
    expect(absenceOf(snapshot({ clients: missing('timeout') }), [])(offline)).toBe('gone');
  });

  test.each<FailureCode>(['timeout', 'network', 'forbidden', 'unsupported'])(
    'is not known when its only part is missing (%s)',
    (code) => {
      expect(absenceOf(snapshot({ devices: missing(code) }), [])(offline)).toBe('not known');
    },
  );

  test('is not known when the part could be read in part only', () => {
    const devices = ok([], ['Ports could not be read: it did not answer in time.']);
    expect(absenceOf(snapshot({ devices }), [])(offline)).toBe('not known');
    const complete = ok([], ['Only the newest 2,000 are shown.']);
    expect(absenceOf(snapshot({ devices: complete }), [])(offline)).toBe('gone');
  });

  test('of several parts is gone without the one that this console does not have', () => {
    expect(absenceOf(snapshot({ lineRoles: missing('unsupported') }), [])(failover)).toBe('gone');
    expect(absenceOf(snapshot({ lineRoles: missing('timeout') }), [])(failover)).toBe('not known');
    const neither = { lineRoles: missing('unsupported'), events: missing('unsupported') };
    expect(absenceOf(snapshot(neither), [])(failover)).toBe('not known');
  });

  test('is not known of a console that could not be read, whatever the rule', () => {
    const unread = absenceOf(unreadable('timeout', ''), []);
    expect([offline, failover, { id: 'later.rule', origin: 'network' }].map(unread)).toEqual(
      Array.from({ length: 3 }, () => 'not known'),
    );
  });
});

describe('a finding of an integration that is absent', () => {
  const absence = (...sections: readonly IntegrationSection[]) => absenceOf(snapshot(), sections)(tunnel);

  test('is gone when the integration answered completely', () => {
    expect(absence(section())).toBe('gone');
    expect(absence(section(note('neutral', 'DNS: the plan does not have it.')))).toBe('gone');
  });

  test('is not known when it failed, or a part of it', () => {
    expect(absence(failedSection('Cloudflare', 'It did not answer in time.'))).toBe('not known');
    expect(absence(section(note('warning', 'Tunnels: it did not answer in time.')))).toBe('not known');
    expect(absence(section(note('neutral', 'Tunnels could not be read.')))).toBe('not known');
  });

  test('is gone although a permission has always been missing', () => {
    expect(absence(section(note('warning', 'Setting: this key is not permitted to read it.')))).toBe('gone');
  });

  test('is not watched when the integration is off', () => {
    expect(absence()).toBe('not watched');
  });

  test('follows the integration that counted, for a rule about its figures', () => {
    const surge = { id: 'traffic.more-than-usual:cloudflare.requests', origin: 'network' };
    expect(absenceOf(snapshot(), [])(surge)).toBe('not watched');
    expect(absenceOf(unreadable('timeout', ''), [section()])(surge)).toBe('gone');
  });
});

test('the table says for every rule what it reads', () => {
  const ids = sourceTexts('src/findings').flatMap((text) =>
    [...text.matchAll(/\bid: ['`]([a-z]+\.[a-z-]+)/g)].map(([, id = '']) => id),
  );
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !isListed(id) && !id.startsWith('traffic.'))).toEqual([]);
  expect(partsReadBy('devices.offline:a')).toEqual(['devices']);
});

test.each([
  ['devices.offline:a', false],
  ['internet.down:WAN', false],
  ['internet.outage:WAN', true],
  ['security.inside-known-bad:192.168.1.20', true],
  ['hardware.fan-failed:a', true],
  ['dhcp.rogue-server:a', false],
  ['later.rule', false],
])('%s tells what happened in a period: %s', (id, expected) => {
  expect(isHappening(id)).toBe(expected);
});
