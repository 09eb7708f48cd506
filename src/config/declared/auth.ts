import * as v from 'valibot';
import type { AuthSpec, Template } from '../../integrations/declared/spec.ts';
import { type Parsed, parsed, wrong } from '../parsed.ts';
import { webAddress } from './address.ts';
import { fields, object, oneOf, parsedBy, string, text } from './fields.ts';
import { headerName } from './header.ts';
import { parseTemplate, templateOf } from './template.ts';

/** One reference and nothing else: whatever else it were, a part of the secret would stand in the file. */
const onlyReference = (value: string): Parsed<Template> => {
  const template = parseTemplate(value.trim(), 'references');
  if (!template.ok) return template;
  const [part, ...more] = template.value;
  return part !== undefined && part.kind !== 'text' && more.length === 0
    ? template
    : wrong(literalSecretMessage);
};

export const literalSecretMessage = `a secret must not stand in this file; write "\${MY_SECRET}" and set that variable, or "\${file:/path/of/a/file}" (the value is not shown here)`;

const secret = v.pipe(string, parsedBy(onlyReference));
const nameOrReference = v.pipe(
  text(500),
  v.transform((value) => templateOf(value, 'references')),
);

const none = v.pipe(
  fields({ type: v.literal('none') }),
  v.transform((): AuthSpec => ({ type: 'none' })),
);

const bearer = v.pipe(
  fields({ type: v.literal('bearer'), token: secret }),
  v.transform(({ token }): AuthSpec => ({ type: 'bearer', token })),
);

const apiKey = v.pipe(
  fields({
    type: v.literal('api_key'),
    key: secret,
    header: v.exactOptional(headerName),
    query: v.exactOptional(text(100)),
  }),
  parsedBy(({ key, header, query }): Parsed<AuthSpec> => {
    if (query === undefined)
      return parsed({ type: 'api_key', key, place: { kind: 'header', name: header ?? 'X-API-Key' } });
    return header !== undefined
      ? wrong('names a header and a query parameter; keep the one where the key belongs')
      : parsed({ type: 'api_key', key, place: { kind: 'query', name: query } });
  }),
);

const basic = v.pipe(
  fields({ type: v.literal('basic'), username: nameOrReference, password: secret }),
  v.transform(({ username, password }): AuthSpec => ({ type: 'basic', username, password })),
);

const oauth2 = v.pipe(
  fields({
    type: v.literal('oauth2'),
    tokenUrl: v.pipe(string, parsedBy(webAddress)),
    clientId: nameOrReference,
    clientSecret: secret,
    scope: v.exactOptional(nameOrReference),
    audience: v.exactOptional(nameOrReference),
    clientAuth: v.exactOptional(oneOf(['basic', 'body']), 'basic'),
  }),
  v.transform(
    ({ tokenUrl, clientId, clientSecret, scope, audience, clientAuth }): AuthSpec => ({
      type: 'oauth2',
      tokenUrl,
      clientId,
      clientSecret,
      clientAuth,
      ...(scope !== undefined && { scope }),
      ...(audience !== undefined && { audience }),
    }),
  ),
);

/** How the requests of an integration say who asks. */
export const authSchema = object(
  v.variant(
    'type',
    [none, bearer, apiKey, basic, oauth2],
    'must be one of none, bearer, api_key, basic, oauth2',
  ),
);
