import { expect, onTestFinished, test } from 'vitest';
import type { Site } from '../../src/console/console.ts';
import { chooseSite, parseSites } from '../../src/console/sites.ts';
import { apiKey, json, openTestConsole, startConsoleServer } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy, unifiFixtureData } from '../helpers/unifi-fixture.ts';

const harbour: Site = { name: 'default', description: 'Harbour Office', id: 'a1' };
const mill: Site = { name: 'x7k2', description: 'Mill', id: 'a2' };
const choose = (wanted?: string, sites: readonly Site[] = [harbour, mill]) =>
  chooseSite(sites, wanted, 'UNIFI_SITE');

test('a recorded list of sites is understood', () => {
  expect(parseSites(unifiFixtureData('aiounifi/self-sites.json'))).toEqual([
    { name: 'default', description: 'Default', id: 'aa000000000000000000000d' },
  ]);
});

test.each(['x7k2', 'X7K2', 'a2', 'mill', ' MILL '])(
  'a site is found by name, id or description (%s)',
  (wanted) => {
    expect(choose(wanted)).toBe(mill);
  },
);

test('the only site needs no choice', () => {
  expect(choose(undefined, [mill])).toBe(mill);
});

test('several sites are listed, for the variable that chooses', () => {
  expect(() => choose()).toThrow('UNIFI_SITE: choose one of default (Harbour Office), x7k2 (Mill)');
});

test('a site that is not there is named, with those that are', () => {
  expect(() => choose('Attic', [mill])).toThrow(
    'UNIFI_SITE: there is no site “Attic”; choose one of x7k2 (Mill)',
  );
});

test('a name wins over the description of another site', () => {
  const impostor = { name: 'abc', description: 'default' };
  expect(choose('default', [impostor, harbour])).toBe(harbour);
});

test('two sites of one description are a choice again', () => {
  expect(() => choose('Mill', [mill, { name: 'b', description: 'mill' }])).toThrow(
    'choose one of x7k2 (Mill), b (mill)',
  );
});

test('no site at all means no permission', () => {
  expect(() => choose(undefined, [])).toThrow(expect.objectContaining({ code: 'forbidden' }));
});

test('two hundred sites with hostile names make one bounded line', () => {
  const many = Array.from({ length: 200 }, (_, index) => ({ name: `s${index}`, description: 'a\nb\u202e' }));
  expect(() => choose(undefined, many)).toThrow(/^UNIFI_SITE: choose one of [^\n\u202e]+ and 180 more$/);
});

test('a list that is no list is an invalid response', () => {
  expect(() => parseSites({ name: 'default' })).toThrow(
    expect.objectContaining({ code: 'invalid_response' }),
  );
});

test('the session asks for the chosen site, and a failed list is asked again', async () => {
  let asked = 0;
  const sites = legacy([
    { name: 'default', desc: 'Harbour Office' },
    { name: 'x7k2', desc: 'Mill' },
  ]);
  const server = await startConsoleServer({
    answers: {
      'GET /api/self/sites': () => {
        asked += 1;
        return asked === 1 ? { status: 403, json: {} } : { json: sites };
      },
      'GET /api/s/x7k2/stat/health': json(legacy(['here'])),
    },
  });
  onTestFinished(server.close);
  const console = openTestConsole(server, { credentials: { kind: 'key', apiKey }, site: 'mill' });
  const question = { surface: 'legacy', operation: 'ask', path: 'stat/health' } as const;

  await expect(console.site(deadline())).rejects.toMatchObject({ code: 'forbidden' });
  expect(await console.read(question, deadline())).toEqual(['here']);
  expect(await console.site(deadline())).toEqual({ name: 'x7k2', description: 'Mill' });
  expect(asked).toBe(2);
});
