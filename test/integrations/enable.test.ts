import { describe, expect, test } from 'vitest';
import {
  enableIntegrations,
  partlyConfiguredWords,
  warnPartlyConfigured,
} from '../../src/integrations/enable.ts';
import { recordingLog } from '../helpers/log.ts';
import { defineFetch, oneNote } from './harness.ts';

const definition = (name: string, requiredEnv: string[], optionalEnv: string[] = []) => ({
  ...defineFetch(name, async () => oneNote()),
  requiredEnv,
  optionalEnv,
});
const weather = definition('weather', ['WEATHER_KEY', 'WEATHER_CITY'], ['WEATHER_UNITS']);
const sorted = (env: Record<string, string | undefined>, list = [weather]) => {
  const { on, partial, off } = enableIntegrations(list, env);
  return {
    on: on.map(({ name }) => name),
    partial: partial.map((entry) => ({ ...entry, definition: entry.definition.name })),
    off: off.map(({ name }) => name),
  };
};

describe('which integrations are on', () => {
  test('all required variables set is on, with or without the optional ones', () => {
    const required = { WEATHER_KEY: 'k', WEATHER_CITY: 'c' };
    const on = { on: ['weather'], partial: [], off: [] };
    expect(sorted(required)).toEqual(on);
    expect(sorted({ ...required, WEATHER_UNITS: 'metric' })).toEqual(on);
  });

  test('none of its variables set is off, whatever else is set', () => {
    expect(sorted({ UNIFI_HOST: 'x', WEATHER_OTHER: 'y' })).toEqual({
      on: [],
      partial: [],
      off: ['weather'],
    });
  });

  test('some of the required variables is partial and names what is missing', () => {
    expect(sorted({ WEATHER_CITY: 'c' })).toEqual({
      on: [],
      partial: [{ definition: 'weather', missing: ['WEATHER_KEY'], set: ['WEATHER_CITY'] }],
      off: [],
    });
  });

  test('an optional variable alone is partial too', () => {
    expect(sorted({ WEATHER_UNITS: 'metric' }).partial).toEqual([
      { definition: 'weather', missing: ['WEATHER_KEY', 'WEATHER_CITY'], set: ['WEATHER_UNITS'] },
    ]);
  });

  test.each(['', '   ', '\n', undefined])('an empty value (%j) counts as not set', (empty) => {
    expect(sorted({ WEATHER_KEY: empty, WEATHER_CITY: empty }).off).toEqual(['weather']);
    expect(sorted({ WEATHER_KEY: 'k', WEATHER_CITY: empty }).partial[0]?.missing).toEqual(['WEATHER_CITY']);
  });

  test('keeps the order of the list', () => {
    const list = ['c', 'a', 'b'].map((name) => definition(name, [`${name}_KEY`]));
    expect(sorted({ a_KEY: '1', b_KEY: '1', c_KEY: '1' }, list).on).toEqual(['c', 'a', 'b']);
  });

  test('a name twice keeps the first', () => {
    const first = definition('same', ['FIRST_KEY']);
    const second = definition('same', ['SECOND_KEY']);
    const { on, partial, off } = enableIntegrations([first, second], { FIRST_KEY: 'k', SECOND_KEY: 'k' });
    expect(on).toEqual([first]);
    expect([...partial, ...off]).toEqual([]);
    expect(enableIntegrations([first, second], { SECOND_KEY: 'k' }).off).toEqual([first]);
  });
});

describe('what the log says about configuration', () => {
  const linesFor = (env: Record<string, string>) => {
    const { log, lines } = recordingLog();
    warnPartlyConfigured(enableIntegrations([weather], env).partial, log);
    return lines;
  };

  test('a partly configured integration warns once and names what is missing', () => {
    expect(linesFor({ WEATHER_KEY: 'canary-secret' })).toEqual([
      {
        level: 'warn',
        message: expect.stringMatching(/off/),
        fields: {
          event: 'integration_partly_configured',
          integration: 'weather',
          missing: ['WEATHER_CITY'],
          set: ['WEATHER_KEY'],
        },
      },
    ]);
  });

  test('the warning holds names of variables, never their values', () => {
    expect(JSON.stringify(linesFor({ WEATHER_KEY: 'canary-secret' }))).not.toContain('canary-secret');
  });

  test('an unconfigured and a fully configured integration leave no line', () => {
    expect(linesFor({})).toEqual([]);
    expect(linesFor({ WEATHER_KEY: 'k', WEATHER_CITY: 'c' })).toEqual([]);
  });
});

test('partly configured is said in words, for one variable and for several', () => {
  const say = (set: readonly string[], missing: readonly string[]) =>
    partlyConfiguredWords({ definition: weather, set, missing });
  expect(say(['A_ZONES'], ['A_TOKEN'])).toBe('partly configured: A_ZONES is set, A_TOKEN is missing');
  expect(say(['A', 'B'], ['C', 'D'])).toBe('partly configured: A and B are set, C and D are missing');
});
