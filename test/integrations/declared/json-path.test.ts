import { describe, expect, test } from 'vitest';
import {
  type Compiled,
  compileJsonFilter,
  compileJsonPath,
  type Json,
  type Selection,
} from '../../../src/integrations/declared/json-path.ts';

const compiled = <T>(outcome: Compiled<T>): T => {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
};
const select = (path: string, root: Json): Selection => compiled(compileJsonPath(path)).select(root);
const found = (path: string, root: Json): string => select(path, root).found;
const matches = (filter: string, element: Json): boolean =>
  compiled(compileJsonFilter(filter)).matches(element);
const messageOf = (outcome: Compiled<unknown>): string => (outcome.ok ? '' : outcome.message);

const monitors = {
  list: {
    monitors: [
      { name: 'web', status: 'up', tags: [] },
      { name: 'mail', status: 'down', tags: ['a'] },
    ],
  },
};

describe('a path', () => {
  test.each<[string, Json[]]>([
    ['$.list.monitors[0].name', ['web']],
    ['$.list.monitors[*].name', ['web', 'mail']],
    ["$['list']['monitors'][-1]['status']", ['down']],
    ['$..status', ['up', 'down']],
    ["$.list.monitors[?@.status == 'down'].name", ['mail']],
    ['$.list.monitors[?count(@.tags[*]) > 0].name', ['mail']],
    ["$.list.monitors[?match(@.name, 'w.b')].status", ['up']],
    ["$.list.monitors[?search(@.name, 'ai')].status", ['down']],
    ['$.list.monitors[?length(@.name) == 4].name', ['mail']],
    ["$.list.monitors[?value(@.status) == 'up'].name", ['web']],
  ])('%s selects what RFC 9535 says', (path, values) => {
    expect(select(path, monitors)).toEqual({ found: 'values', values });
  });

  test('keeps null, false, zero and the empty text for values', () => {
    expect(select('$[*]', [null, false, 0, ''])).toEqual({ found: 'values', values: [null, false, 0, ''] });
  });

  test.each<[string, Json, string]>([
    ['$.rows[*]', { rows: [] }, 'nothing'],
    ['$.rows[?@.down]', { rows: [{}] }, 'nothing'],
    ['$.rows[?@.down].name', { rows: [{}] }, 'nothing'],
    ['$..name', { rows: [{}] }, 'nothing'],
    ['$.rows[1:]', { rows: [1] }, 'nothing'],
    ['$.rows[*]', {}, 'missing'],
    ['$.rows[*]', { rows: null }, 'missing'],
    ['$.a.b.c', { a: {} }, 'missing'],
    ['$.rows[3]', { rows: [1] }, 'missing'],
    ['$.rows[*].name', { rows: [{}, 5] }, 'missing'],
    ['$.rows[*]', { rows: 'none' }, 'mismatch'],
    ['$.rows[*].name', { rows: ['a', 5] }, 'mismatch'],
    ['$.a.b.c', { a: { b: true } }, 'mismatch'],
    ['$.a.b', { a: [] }, 'mismatch'],
    ['$.rows[0]', { rows: {} }, 'mismatch'],
    ['$..name', 'text', 'mismatch'],
  ])('%s in %j finds nothing because of: %s', (path, root, reason) => {
    expect(found(path, root)).toBe(reason);
  });

  test('members of the prototype are not members', () => {
    expect(found('$.constructor', {})).toBe('missing');
    expect(select("$['__proto__']", JSON.parse('{"__proto__": 3}'))).toEqual({
      found: 'values',
      values: [3],
    });
  });

  test('a list of half a million is no trouble', () => {
    const { length } = Array.from({ length: 500_000 }, (_, index) => index);
    const selection = select(
      '$[*]',
      Array.from({ length }, () => 1),
    );

    expect(selection.found === 'values' && selection.values.length).toBe(500_000);
  });

  test('an answer nested thousands deep is refused', () => {
    const deep: Json = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000));

    expect(() => select('$..x', deep)).toThrow(expect.objectContaining({ code: 'invalid_response' }));
  });

  test.each([
    ['list.monitors', "\"list.monitors\" is not a JSONPath: expected '$', found 'l'"],
    ['$.a[', '"$.a[" is not a JSONPath: unclosed bracketed selection'],
    ['$[?later(@)]', '"$[?later(@)]" is not a JSONPath: no such function \'later\''],
  ])('%s is refused with a sentence', (text, message) => {
    expect(messageOf(compileJsonPath(text))).toBe(message);
  });

  test('a path nested thousands deep is refused, not a crash', () => {
    const text = `$[?${'('.repeat(50_000)}@${')'.repeat(50_000)}]`;

    expect(messageOf(compileJsonPath(text))).toMatch(/it is nested too deeply$/);
  });
});

describe('a filter', () => {
  const nas = { host: { backup: { state: 'failed', bytes: 5 } } };

  test.each([
    ["@.host.backup.state != 'ok'", true],
    ["@.host.backup.state == 'ok'", false],
    ["@.host.backup.state != 'ok' && @.host.backup.bytes > 4", true],
    ['@.host.backup.bytes > 5', false],
    ['@.host.backup', true],
    ['@.host.restore', false],
    ['!@.host.restore', true],
    ['@..bytes', true],
    ['@.host[?@.bytes > 4]', true],
    ["search(@.host.backup.state, 'ai')", true],
    ["match(@.host.backup.state, 'fail.*')", true],
    ["$[0].host.backup.state == 'failed'", true],
    ["@.host.backup.state == '$.x'", false],
  ])('%s: %s', (filter, expected) => {
    expect(matches(filter, nas)).toBe(expected);
  });

  test('what a missing member is compared with makes no difference: it is not equal', () => {
    expect(matches("@.nas.state != 'ok'", nas)).toBe(true);
    expect(matches("@.nas.state && @.nas.state != 'ok'", nas)).toBe(false);
  });

  test.each([
    ["$.host.backup.state != 'ok'", 'paths in it begin with @, as in "@.state", not with $'],
    ["$['host'] == 1", 'paths in it begin with @, as in "@.state", not with $'],
    ['@.a == 1, 0', 'it must be one expression'],
    ['@.a == 1][0', 'it must be one expression'],
    ['@.a = 1', "unexpected filter selector token '='"],
    ['', 'unexpected'],
  ])('%s is refused', (filter, reason) => {
    const message = messageOf(compileJsonFilter(filter));

    expect(message).toContain(`"${filter}" is not a filter expression: `);
    expect(message).toContain(reason);
  });
});
