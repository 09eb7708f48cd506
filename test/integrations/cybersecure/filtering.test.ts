import { describe, expect, test } from 'vitest';
import { ask, show } from './asking.ts';
import { legacy, paths, type Routes } from './console-server.ts';
import { shown } from './reading.ts';

const filter = (fields: object) => ({ _id: 'f', name: 'Guests', categories: ['ADULT'], ...fields });
const feature = (type: string, enabled: unknown) => ({ type, enabled, supported: true });
const setting = (fields: object = {}) => legacy([{ key: 'ips', ips_mode: 'ips', ...fields }]);

/** Nothing but the setting tells of filters, and it does not either: what is asked is set beside it. */
const untold: Routes = { [paths.filters]: 404, [paths.features]: 404, [paths.setting]: setting() };

const words = async (routes: Routes) => {
  const { overview, hints, notes } = await show({ ...untold, ...routes });
  const said = (label: string) => [Reflect.get(Object(overview[label]), 'text'), hints[label]];
  return {
    honeypot: said('Honeypot'),
    filtering: said('Content filtering'),
    ads: said('Ad blocking'),
    notes,
  };
};

describe('the honeypot', () => {
  test.each([
    [{ honeypot_enabled: true, honeypot: [{}, {}] }, ['On', '2 addresses']],
    [{ honeypot_enabled: 'true', honeypot: 'odd' }, ['On', undefined]],
    [{ honeypot_enabled: false, honeypot: [{}] }, ['Off', undefined]],
    [{}, ['Unknown', 'The console does not say.']],
    [{ honeypot_enabled: '' }, ['Unknown', 'The console does not say.']],
  ])('as the setting has it: %j', async (fields, said) => {
    expect((await words({ [paths.setting]: setting(fields) })).honeypot).toEqual(said);
  });

  test.each([
    [404, 'Not available on this version of the console.'],
    [403, 'This key is not permitted to read it.'],
    [500, 'It could not be read.'],
  ])('a setting that answers %s leaves it unknown, and says why', async (status, why) => {
    expect((await words({ [paths.setting]: status })).honeypot).toEqual(['Unknown', why]);
  });
});

describe('content filtering', () => {
  test.each([
    ['no filter', [], ['Off', undefined]],
    ['filters that are switched off', [filter({ enabled: false })], ['Off', undefined]],
    ['one of two on', [filter({ enabled: true }), filter({ enabled: false })], ['On', '1 filter']],
    [
      'two, as text, in an envelope',
      { data: [filter({ enabled: 'true' }), filter({ enabled: 1 })] },
      ['On', '2 filters'],
    ],
    ['filters that do not say', [filter({})], ['Unknown', 'The console does not say.']],
  ])('%s', async (_what, answer, said) => {
    expect((await words({ [paths.filters]: answer })).filtering).toEqual(said);
  });

  test('is on where the gateway does it without such filters, and off where it does not', async () => {
    const with_ = (enabled: boolean) => ({ [paths.features]: [feature('CONTENT_FILTERING', enabled)] });
    expect((await words(with_(true))).filtering).toEqual(['On', undefined]);
    expect((await words(with_(false))).filtering).toEqual(['Off', undefined]);
  });

  test('of older versions stands in the setting', async () => {
    const { filtering, ads } = await words({
      [paths.setting]: setting({ dns_filtering: true, ad_blocking_enabled: false }),
    });
    expect([filtering, ads]).toEqual([
      ['On', undefined],
      ['Off', undefined],
    ]);
  });

  test.each([['text'], [{ data: 'text' }], [7]])(
    'that is answered with %j is one that could not be read',
    async (answer) => {
      const { filtering, notes } = await words({ [paths.filters]: answer });
      expect(filtering).toEqual(['Unknown', 'It could not be read.']);
      expect(notes).toEqual([expect.stringMatching(/^Content filtering: could not be read/)]);
    },
  );
});

describe('ad blocking', () => {
  test.each([
    [
      'a filter with the category of advertisements',
      [filter({ enabled: true, categories: ['ADVERTISEMENT'] })],
      'On',
    ],
    [
      'such a filter that is switched off',
      [filter({ enabled: false, categories: ['ADVERTISEMENT'] })],
      'Unknown',
    ],
    ['a filter whose categories are none', [filter({ enabled: true, categories: null })], 'Unknown'],
  ])('%s', async (_what, answer, word) => {
    expect((await words({ [paths.filters]: answer })).ads[0]).toBe(word);
  });

  test('that the gateway does is on, also where no filter has it', async () => {
    const routes = { [paths.features]: [feature('AD_BLOCK', true)], [paths.filters]: [] };
    expect((await words(routes)).ads).toEqual(['On', undefined]);
  });

  test('the gateway’s word that is none leaves it unknown', async () => {
    const { ads } = await words({ [paths.features]: [feature('AD_BLOCK', 'perhaps'), 'odd', null] });
    expect(ads).toEqual(['Unknown', 'The console does not say.']);
  });
});

describe('three sentences', () => {
  test('on a version that has neither, the values say so, and no note is needed', async () => {
    const { filtering, ads, notes } = await words({ [paths.setting]: 404 });
    expect([filtering, ads]).toEqual([
      ['Unknown', 'Not available on this version of the console.'],
      ['Unknown', 'Not available on this version of the console.'],
    ]);
    expect(notes).toEqual(['Intrusion prevention: not available on this version of the console.']);
  });

  test('what a key may not read is named once, as the part that it is', async () => {
    const { filtering, ads, notes } = await words({ [paths.filters]: 403 });
    expect([filtering, ads]).toEqual([
      ['Unknown', 'This key is not permitted to read it.'],
      ['Unknown', 'This key is not permitted to read it.'],
    ]);
    expect(notes).toEqual([
      expect.stringMatching(/^Content filtering: this key is not permitted to read it/),
    ]);
  });

  test('a surface that failed is nobody’s concern where another one tells', async () => {
    const { results, event } = await ask({
      [paths.filters]: 500,
      [paths.features]: [feature('AD_BLOCK', false), feature('CONTENT_FILTERING', true)],
    });
    expect(shown(results).notes).toEqual([]);
    expect(shown(results).overview['Content filtering']).toMatchObject({ text: 'On' });
    expect(event('part_missing').map(({ level, fields }) => [level, fields.part])).toEqual([
      ['warn', 'Content filtering'],
    ]);
  });

  test('what a version does not have is no warning in the log', async () => {
    const { event } = await ask(untold);
    expect(event('part_missing').map(({ level }) => level)).toEqual(['debug', 'debug']);
  });
});
