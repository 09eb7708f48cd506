import { describe, expect, test } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import { networkSections } from '../../src/unifi/sections.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { event, events, missing, ok, snapshot, unreadable } from '../helpers/snapshot.ts';

const names = ['internet', 'devices', 'wifi', 'clients', 'security', 'events'];

const blocksOf = (of: Snapshot, name: string) =>
  networkSections(of).find((section) => section.name === name)?.blocks ?? [];

test('the sections are always the same, in the same order', () => {
  expect(networkSections(snapshot()).map(({ name }) => name)).toEqual(names);
  expect(networkSections(unreadable('network', 'x')).map(({ name }) => name)).toEqual(names);
});

describe('a part that is missing', () => {
  test.each([
    ['unsupported', 'stat/event is frozen', 'Not available on this version of the console.'],
    ['forbidden', 'api.err.NoPermission', 'Not permitted for this account.'],
    ['timeout', 'no answer within 10 s', 'Could not be read: no answer within 10 s.'],
    ['invalid_response', 'The answer is a web page.', 'Could not be read: The answer is a web page.'],
    ['unexpected', '', 'Could not be read: the console gave no usable answer.'],
  ] as const)('because of %s (%s) has one sentence of its own', (code, detail, text) => {
    for (const name of names) {
      expect(blocksOf(unreadable(code, detail), name)).toEqual([{ kind: 'note', tone: 'neutral', text }]);
    }
  });

  test('reads as no number at all, and not as a failed integration', () => {
    const written = JSON.stringify(networkSections(unreadable('timeout', 'no answer')));
    expect(written).not.toMatch(/"number"|"ratio"|none|0/);
    expect(written).not.toContain(unableToFetchData);
  });

  test('does not touch the others', () => {
    const of = snapshot({ devices: missing('timeout', 'x') });
    expect(blocksOf(of, 'devices')).toHaveLength(1);
    expect(blocksOf(of, 'clients')[0]).toMatchObject({ kind: 'facts' });
  });

  test('quotes a hostile reason in one bounded line', () => {
    const [block] = blocksOf(unreadable('http_error', `a\r\nb\u202e${'x'.repeat(5000)}`), 'events');
    expect(block).toMatchObject({ text: expect.stringMatching(/^Could not be read: a bx+…$/) });
    expect(JSON.stringify(block).length).toBeLessThan(400);
  });
});

test('what a part says about itself stands above its blocks', () => {
  const note = 'Only the newest 6,000 events were read.';
  const of = snapshot({ events: ok(events({ rows: [event()] }), [note]) });
  expect(blocksOf(of, 'events')[0]).toEqual({ kind: 'note', tone: 'neutral', text: note });
  expect(blocksOf(of, 'events')).toHaveLength(2);
});
