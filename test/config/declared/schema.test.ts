import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDeclared } from '../../../src/config/declared/parse.ts';
import { integrations } from '../../../src/integrations/index.ts';
import { matches } from '../../helpers/json-schema.ts';
import { accepted, least, refused, refusedByParserAlone } from './documents.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schema/integrations.schema.json', import.meta.url), 'utf8'),
);
const builtIn = integrations.map(({ name }) => name);

/** What both say about a file with this one integration. */
const verdicts = (integration: unknown) => {
  const text = JSON.stringify({ integrations: [integration] });
  return { schema: matches(schema, JSON.parse(text)), parser: parseDeclared(text, builtIn).ok };
};

describe('the published schema and the parser', () => {
  test.each(accepted)('accept %s', (_, integration) => {
    expect(verdicts(integration)).toEqual({ schema: true, parser: true });
  });

  test.each(refused)('refuse %s', (_, integration) => {
    expect(verdicts(integration)).toEqual({ schema: false, parser: false });
  });

  test.each(builtIn)('refuse %s as an id, it is built in', (id) => {
    expect(verdicts({ ...least, id })).toEqual({ schema: false, parser: false });
  });

  test.each(refusedByParserAlone)('%s is beyond the schema, the parser refuses it', (_, integration) => {
    expect(verdicts(integration)).toEqual({ schema: true, parser: false });
  });

  test.each([
    ['an empty list', { integrations: [] }, true],
    ['nothing', {}, true],
    ['the address of the schema', { $schema: './integrations.schema.json', integrations: [least] }, true],
    ['a list at the root', [least], false],
    ['another list', { integration: [least] }, false],
    ['an object where the list belongs', { integrations: least }, false],
  ])('agree about a file with %s', (_, file, isRight) => {
    expect(matches(schema, file)).toBe(isRight);
    expect(parseDeclared(JSON.stringify(file), builtIn).ok).toBe(isRight);
  });
});

describe('what an editor completes is what the parser knows', () => {
  /** Every object of the schema whose members are listed, with a place in a file where the parser meets it. */
  const host = { path: '/host' };
  const nested = (value: object) => ({ ...least, ...value });
  const pagination = (index: number) => ['pagination', 'oneOf', String(index)];
  const places: readonly (readonly [string, readonly string[], unknown])[] = [
    ['an integration', ['integration'], nested({ zzzzzz: 1 })],
    ['circuit', ['integration', 'properties', 'circuit'], nested({ circuit: { zzzzzz: 1 } })],
    ['retry', ['retry'], nested({ retry: { zzzzzz: 1 } })],
    ...['none', 'bearer', 'api_key', 'basic', 'oauth2'].map(
      (type, index) =>
        [type, ['auth', 'oneOf', String(index)], nested({ auth: { type, zzzzzz: 1 } })] as const,
    ),
    ['a REST operation', ['restOperation'], nested({ operations: { host: { ...host, zzzzzz: 1 } } })],
    [
      'a GraphQL operation',
      ['graphqlOperation'],
      nested({ type: 'graphql', operations: { host: { query: '{ a }', zzzzzz: 1 } } }),
    ],
    [
      'a body',
      ['restOperation', 'properties', 'body'],
      nested({ operations: { host: { ...host, body: { json: 1, zzzzzz: 1 } } } }),
    ],
    ...['none', 'page', 'offset', 'cursor', 'link'].map(
      (type, index) =>
        [
          `pages of type ${type}`,
          pagination(index),
          nested({ operations: { host: { ...host, pagination: { type, zzzzzz: 1 } } } }),
        ] as const,
    ),
    ['a block', ['block'], nested({ section: [{ zzzzzz: 1 }] })],
    ['a fact', ['block', 'properties', 'facts', 'items'], nested({ section: [{ facts: [{ zzzzzz: 1 }] }] })],
    ['a table', ['block', 'properties', 'table'], nested({ section: [{ table: { zzzzzz: 1 } }] })],
    [
      'a column',
      ['block', 'properties', 'table', 'properties', 'columns', 'items'],
      nested({ section: [{ table: { columns: [{ zzzzzz: 1 }] } }] }),
    ],
    ['bars', ['block', 'properties', 'bars'], nested({ section: [{ bars: { zzzzzz: 1 } }] })],
    ['a series', ['block', 'properties', 'series'], nested({ section: [{ series: { zzzzzz: 1 } }] })],
    ['a finding', ['finding'], nested({ findings: [{ zzzzzz: 1 }] })],
  ];

  const memberOf = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);
  const namesInSchema = (path: readonly string[]) =>
    Object.keys(Object(memberOf(['definitions', ...path].reduce(memberOf, schema), 'properties')));

  test.each(places)('%s', (_, path, integration) => {
    const file = parseDeclared(JSON.stringify({ integrations: [integration] }), builtIn);
    const messages = file.ok ? [] : file.problems.map(({ message }) => message);
    const listed = messages.find((message) => message.includes('zzzzzz: is not known here; there are '));
    const names = listed?.split('there are ')[1]?.split(', ') ?? [];

    expect(names.toSorted()).toEqual(namesInSchema(path).toSorted());
  });
});
