import { describe, expect, test } from 'vitest';
import { inPlace, toldOnce } from '../../src/report/places.ts';
import type { ConsolePlace, Finding } from '../../src/report/section.ts';

const finding = (id: string, changes: Partial<Finding> = {}): Finding => ({
  id,
  severity: 'notice',
  title: id,
  meaning: '',
  advice: '',
  things: [],
  ...changes,
});
const own = { host: 'unifi.example', site: { name: 'default', description: 'Office' } };
const idAt = (place: ConsolePlace, id = 'security.prevention-off') => inPlace(own)(finding(id, { place })).id;

describe('the id of a finding', () => {
  test.each<ConsolePlace>([
    { host: 'unifi.example', site: 'default' },
    { host: 'UniFi.Example', site: 'default' },
    { host: 'unifi.example' },
  ])('on the report’s own console is as it is: %j', (place) => {
    expect(idAt(place)).toBe('security.prevention-off');
  });

  test('on the report’s own console is that of the own rule that finds the same', () => {
    const changes = { ownRuleId: 'security.off', place: { host: 'unifi.example', site: 'default' } };
    expect(inPlace(own)(finding('a.off', changes))).toEqual(finding('a.off', { id: 'security.off' }));
    const elsewhere = inPlace(own)(finding('a.off', { ...changes, place: { host: 'other.example' } }));
    expect(elsewhere).toEqual({ ...finding('a.off:other.example'), title: 'other.example: a.off' });
  });

  test('on a console that could not be asked for its site too', () => {
    const placed = inPlace({ host: 'unifi.example' })(
      finding('a.b', { place: { host: 'unifi.example', site: 'default' } }),
    );
    expect(placed.id).toBe('a.b');
  });

  test.each<[ConsolePlace, string, string]>([
    [{ host: 'other.example', site: 'default' }, 'a.b', 'a.b:other.example/default'],
    [{ host: 'other.example' }, 'a.b', 'a.b:other.example'],
    [{ host: 'unifi.example', site: 'shop' }, 'a.b', 'a.b:unifi.example/shop'],
    [{ host: 'other.example', site: 'default' }, 'a.b:10.0.0.1', 'a.b:10.0.0.1@other.example/default'],
  ])('elsewhere (%j) names the place behind the rule: %s', (place, id, expected) => {
    expect(idAt(place, id)).toBe(expected);
  });

  test('and its title too, for a reader who knows only one', () => {
    const titleAt = (place: ConsolePlace) =>
      inPlace(own)(finding('a.b', { title: 'It is off', place })).title;
    expect(titleAt({ host: 'unifi.example', site: 'default' })).toBe('It is off');
    expect(titleAt({ host: 'other.example', site: 'default' })).toBe('other.example: It is off');
    expect(titleAt({ host: 'unifi.example', site: 'shop' })).toBe('Site shop: It is off');
  });

  test('without a place is as it is, and no place is left in the report', () => {
    expect(inPlace(own)(finding('a.b'))).toEqual(finding('a.b'));
    expect(inPlace(own)(finding('a.b', { place: { host: 'x' } }))).not.toHaveProperty('place');
  });
});

test('of findings with one id the first stays, in its place among the others', () => {
  const [first, second, third] = [
    finding('a'),
    finding('b', { title: 'first' }),
    finding('b', { title: 'second' }),
  ];
  expect(toldOnce([first, second, third, finding('c'), first])).toEqual([first, second, finding('c')]);
});
