import * as v from 'valibot';
import type {
  DeclaredOperation,
  GraphqlRequestSpec,
  ParamSpec,
  RestRequestSpec,
} from '../../integrations/declared/spec.ts';
import { type Parse, type Parsed, parsed, wrong } from '../parsed.ts';
import { duration, fields, mapOf, object, parsedBy, scalar, string, text } from './fields.ts';
import { retrySchema } from './guard.ts';
import { headersSchema } from './header.ts';
import { memberPath } from './member-path.ts';
import { paginationSchema } from './pagination.ts';
import { returnShape } from './returns.ts';
import { jsonTemplateOf, templateOf } from './template.ts';

const requestPath: Parse<string> = (path) => {
  if (!path.startsWith('/')) return wrong('must begin with /');
  if (/[?#]/.test(path)) return wrong('holds a "?" or a "#"; what follows a "?" belongs under query');
  if (/[\\\p{Cc}]/u.test(path)) return wrong('holds a backslash or a control character');
  return path.split('/').some((part) => part === '.' || part === '..')
    ? wrong('holds a step "." or ".."; write the path out')
    : parsed(path);
};

const path = v.pipe(
  string,
  parsedBy(requestPath),
  v.transform((value) => templateOf(value, 'params')),
);

const name = /^[^\p{Cc}]{1,200}$/u;
const values = mapOf(
  name,
  'is no name',
  v.pipe(
    scalar,
    v.transform((value) => jsonTemplateOf(value)),
  ),
);
const anything = v.pipe(
  v.unknown(),
  v.transform((value) => jsonTemplateOf(value)),
);

const param = v.union([
  v.pipe(
    scalar,
    v.transform((value): ParamSpec => ({ kind: 'value', value: jsonTemplateOf(value) })),
  ),
  object(
    v.pipe(
      fields({ from: text(), value: v.pipe(string, parsedBy(memberPath)) }),
      v.transform(({ from, value }): ParamSpec => ({ kind: 'answer', operation: from, path: value })),
    ),
  ),
]);

const common = {
  headers: v.exactOptional(headersSchema('params'), {}),
  params: v.exactOptional(mapOf(/^[A-Za-z_][\w-]*$/, 'is no name of a parameter', param), {}),
  timeout: v.exactOptional(duration),
  retry: v.exactOptional(retrySchema, {}),
  returns: v.exactOptional(v.pipe(v.unknown(), parsedBy(returnShape))),
  pagination: v.exactOptional(paginationSchema, { type: 'none' }),
} as const;

/** An operation without what only its place in the file tells. */
export type ParsedOperation = Omit<DeclaredOperation, 'id' | 'line'>;

type Common = v.InferOutput<v.ObjectSchema<typeof common, undefined>>;

const operationOf = (
  request: RestRequestSpec | GraphqlRequestSpec,
  { headers, params, timeout, retry, returns, pagination }: Common,
): ParsedOperation => ({
  request,
  headers,
  params,
  retry,
  pagination,
  ...(timeout !== undefined && { timeoutMs: timeout }),
  ...(returns !== undefined && { returns }),
});

const methodOf: Parse<'GET' | 'POST'> = (word) => {
  if (word === 'GET' || word === 'POST') return parsed(word);
  return wrong('must be GET or POST: a report only reads, and asks nothing that changes something');
};

const body = object(
  v.pipe(
    fields({ json: v.exactOptional(anything), form: v.exactOptional(values) }),
    parsedBy(({ json, form }): Parsed<NonNullable<RestRequestSpec['body']>> => {
      if (json !== undefined && form === undefined) return parsed({ kind: 'json', json });
      if (form !== undefined && json === undefined) return parsed({ kind: 'form', form });
      return wrong('must be either json or form');
    }),
  ),
);

export const restOperation = object(
  v.pipe(
    fields({
      method: v.exactOptional(v.pipe(string, parsedBy(methodOf))),
      path,
      query: v.exactOptional(values, {}),
      body: v.exactOptional(body),
      ...common,
    }),
    parsedBy(({ method, path, query, body, ...more }): Parsed<ParsedOperation> => {
      if (method === 'GET' && body !== undefined) return wrong('has a body, which a GET cannot have');
      const sent = body === undefined ? {} : { body };
      const verb = method ?? (body === undefined ? 'GET' : 'POST');
      return parsed(operationOf({ kind: 'rest', method: verb, path, query, ...sent }, more));
    }),
  ),
);

const query = v.pipe(
  string,
  v.check((document) => document.trim() !== '', 'is empty; write what to ask, as in "{ monitors { name } }"'),
  v.check(
    (document) => !/^\s*(mutation|subscription)\b/.test(document),
    'must be a query: a report only reads',
  ),
);

export const graphqlOperation = object(
  v.pipe(
    fields({
      path: v.exactOptional(path, '/graphql'),
      query,
      variables: v.exactOptional(mapOf(/^[A-Za-z_]\w*$/, 'is no name of a variable', anything), {}),
      ...common,
    }),
    v.check(
      ({ pagination }) => pagination.kind !== 'link',
      'cannot have Link headers with graphql; use cursor',
    ),
    v.transform(({ path, query, variables, ...more }) =>
      operationOf({ kind: 'graphql', path, query, variables }, more),
    ),
  ),
);

/** Also the name that JSONPaths begin with. */
export const operationsOf = <const Schema extends v.GenericSchema>(operation: Schema) =>
  v.pipe(
    mapOf(
      /^[A-Za-z_][\w-]{0,63}$/,
      'is no name of an operation; letters, digits, _ and -, a letter first',
      operation,
    ),
    v.check((map) => Object.keys(map).length > 0 && Object.keys(map).length <= 20, 'must be from 1 to 20'),
  );
