import * as v from 'valibot';
import { mapOf, scalar, string } from './fields.ts';
import { templateOf } from './template.ts';

/** RFC 9110 §5.6.2, `token`. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const reserved = /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|keep-alive)$/i;

export const headerName = v.pipe(
  string,
  v.regex(token, 'is no name of a header'),
  v.check((name) => !reserved.test(name), 'is a header that the connection itself sets'),
);

/** RFC 9110 §5.5, as far as it matters before a reference in it is replaced. */
const isSendable = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

/** Header values in which only `${…}` means something (`references`), or `{name}` as well (`params`). */
export const headersSchema = (kind: 'references' | 'params') =>
  mapOf(
    new RegExp(`^(?!(?:${reserved.source.slice(1, -1)})$)${token.source.slice(1)}`, 'i'),
    'is no name of a header that can be set',
    v.pipe(
      scalar,
      v.transform(String),
      v.check(isSendable, 'holds a line break or a letter that no header can carry'),
      v.transform((value) => templateOf(value, kind)),
    ),
  );
