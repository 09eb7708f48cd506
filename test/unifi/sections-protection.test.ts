import { describe, expect, test } from 'vitest';
import { lineRoleBlocks } from '../../src/unifi/section-line-roles.ts';
import { protectionBlocks } from '../../src/unifi/section-protection.ts';
import { networkSections } from '../../src/unifi/sections.ts';
import type { Protection } from '../../src/unifi/side-parts.ts';
import { device, missing, ok, snapshot } from '../helpers/snapshot.ts';

describe('intrusion prevention', () => {
  const gateway = device({ kind: 'gateway' });
  const blocks = (intrusionPrevention: Protection['intrusionPrevention'], devices = [gateway]) =>
    protectionBlocks(snapshot({ devices: ok(devices), protection: ok({ intrusionPrevention }) }));

  test.each([
    ['off', { text: 'off', tone: 'warning' }],
    ['detects', { text: 'detects, does not block', tone: 'warning' }],
    ['blocks', { text: 'detects and blocks', tone: 'good' }],
  ] as const)('that is "%s" stands in the security section', (mode, value) => {
    expect(blocks(mode)).toEqual([{ kind: 'facts', items: [{ label: 'Intrusion prevention', value }] }]);
  });

  test('is not claimed where it is not known, or where no gateway could do it', () => {
    expect(blocks('unknown')).toEqual([]);
    expect(blocks('blocks', [device()])).toEqual([]);
    const unread = snapshot({ devices: ok([gateway]), protection: missing('forbidden') });
    expect(protectionBlocks(unread)).toEqual([]);
  });

  test('is told where the devices could not be read', () => {
    const unread = snapshot({ devices: missing('timeout'), protection: ok({ intrusionPrevention: 'off' }) });
    expect(protectionBlocks(unread)).toHaveLength(1);
  });

  test('comes before the detections', () => {
    const section = networkSections(snapshot({ devices: ok([gateway]) })).find(
      ({ name }) => name === 'security',
    );
    expect(section?.blocks[0]).toMatchObject({ items: [{ label: 'Intrusion prevention' }] });
  });
});

describe('lines in use', () => {
  test('are told where there are several', () => {
    const lineRoles = ok([
      { line: 'WAN', name: 'Fibre', role: 'active' },
      { line: 'WAN2', role: 'standby' },
      { line: 'WAN3', role: 'unknown' },
    ] as const);
    expect(lineRoleBlocks(snapshot({ lineRoles }))).toMatchObject([
      {
        title: 'Lines in use',
        items: [
          { label: 'WAN (Fibre)', value: { text: 'in use' } },
          { label: 'WAN2', value: { text: 'waiting' } },
          { label: 'WAN3', value: null },
        ],
      },
    ]);
  });

  test('are no news where there is one, or none is known', () => {
    expect(lineRoleBlocks(snapshot({ lineRoles: ok([{ line: 'WAN', role: 'active' }]) }))).toEqual([]);
    expect(lineRoleBlocks(snapshot({ lineRoles: missing('unsupported') }))).toEqual([]);
  });
});
