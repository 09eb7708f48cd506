import * as v from 'valibot';
import type { DeclaredSpec } from '../../integrations/declared/spec.ts';
import { defaultGuardSettings } from '../../net/guard-settings.ts';
import { type Parse, parsed, quote, wrong } from '../parsed.ts';
import { webAddress } from './address.ts';
import { authSchema } from './auth.ts';
import { memberOf, membersOf } from './document.ts';
import { duration, fields, object, parsedBy, string, text } from './fields.ts';
import { circuitSchema, defaultCircuit, defaultRetry, retrySchema } from './guard.ts';
import { headersSchema } from './header.ts';
import { graphqlOperation, operationsOf, type ParsedOperation, restOperation } from './operation.ts';
import { findingsSchema, sectionSchema } from './section.ts';

/** An integration without what only its place in the file tells. */
export type ParsedIntegration = Omit<DeclaredSpec, 'operations' | 'line' | 'variables'> & {
  readonly operations: Readonly<Record<string, ParsedOperation>>;
};

const identifier: Parse<string> = (word) =>
  /^[a-z][a-z0-9-]{0,39}$/.test(word)
    ? parsed(word)
    : wrong(`${quote(word)} is no id; write lower-case letters, digits and hyphens, a letter first`);

const common = {
  id: v.pipe(string, parsedBy(identifier)),
  title: text(80),
  description: v.exactOptional(text(500)),
  baseUrl: v.pipe(
    string,
    parsedBy(webAddress),
    v.transform((address) => address.replace(/\/+$/, '')),
  ),
  auth: v.exactOptional(authSchema, { type: 'none' }),
  headers: v.exactOptional(headersSchema('references'), {}),
  timeout: v.exactOptional(duration),
  retry: v.exactOptional(retrySchema, {}),
  circuit: v.exactOptional(circuitSchema),
  section: sectionSchema,
  findings: v.exactOptional(findingsSchema),
} as const;

type Common = v.InferOutput<v.ObjectSchema<typeof common, undefined>>;

const integrationOf = (
  type: DeclaredSpec['type'],
  operations: ParsedIntegration['operations'],
  it: Common,
): ParsedIntegration => ({
  id: it.id,
  title: it.title,
  ...(it.description !== undefined && { description: it.description }),
  type,
  baseUrl: it.baseUrl,
  auth: it.auth,
  headers: it.headers,
  timeoutMs: it.timeout ?? defaultGuardSettings.timeoutMs,
  retry: { ...defaultRetry, ...it.retry },
  circuit: it.circuit ?? defaultCircuit,
  operations,
  section: it.section,
  findings: it.findings ?? [],
});

const typeMessage = ({ input }: { readonly input: unknown }): string =>
  typeof input === 'string' ? `${quote(input)} is not one of rest, graphql` : 'must be one of rest, graphql';

const rest = v.pipe(
  fields({ ...common, type: v.literal('rest', typeMessage), operations: operationsOf(restOperation) }),
  v.transform((it) => integrationOf('rest', it.operations, it)),
);

const graphql = v.pipe(
  fields({ ...common, type: v.literal('graphql', typeMessage), operations: operationsOf(graphqlOperation) }),
  v.transform((it) => integrationOf('graphql', it.operations, it)),
);

/** Nothing else can be right or wrong about one that cannot be asked at all. */
const unsupported = v.pipe(
  v.looseObject({}),
  v.rawTransform(({ dataset: { value: input }, addIssue, NEVER }): ParsedIntegration => {
    const path = [{ type: 'object', origin: 'value', input, key: 'type', value: input.type }] as const;
    const message =
      'grpc is not supported: it needs the service definition and HTTP/2 streams; ask a REST or GraphQL gateway in front of it';
    addIssue({ message, path: [...path] });
    return NEVER;
  }),
);

/** Where the type is missing or misspelt, the rest is held against the one that it looks like. */
const schemaFor = (written: unknown) => {
  const type = memberOf(written, 'type');
  if (type === 'grpc') return unsupported;
  const operations = membersOf(memberOf(written, 'operations'));
  const asksLikeGraphql = operations.some(
    ([, operation]) => typeof memberOf(operation, 'query') === 'string',
  );
  return type === 'graphql' || (type !== 'rest' && asksLikeGraphql) ? graphql : rest;
};

/** One entry of `integrations`; what its parts say about one another is checked in `references.ts`. */
export const integrationSchema = object(v.lazy((written) => schemaFor(written)));
