import { createRequire } from 'node:module';
import type { JSONPathQuery, JSONValue } from 'json-p3';
import { SourceError } from '../../net/errors.ts';

const load = createRequire(import.meta.url);

/** Loaded with the first path: most files declare nothing, and every start would have to wait for it. */
const library = (): typeof import('json-p3') => load('json-p3');

/** What `JSON.parse` yields. */
export type Json = JSONValue;

/**
 * Why a path found nothing. `nothing`: a list, or a filter over one, happens to be empty, which is an answer.
 * `missing`: a member on the way is absent or null. `mismatch`: something on the way is not what the path takes it
 * for, a text instead of a list, say.
 */
type NothingFound = 'nothing' | 'missing' | 'mismatch';

/** What a path found; the values are in document order. */
export type Selection =
  | { readonly found: 'values'; readonly values: readonly [Json, ...Json[]] }
  | { readonly found: NothingFound };

/** A JSONPath of RFC 9535, compiled. */
export interface JsonPath {
  readonly text: string;
  /** @throws SourceError `invalid_response` when the value is nested too deeply to be searched. */
  select(root: Json): Selection;
}

/** A filter expression of RFC 9535: what stands between `$[?` and `]`. */
export interface JsonFilter {
  readonly text: string;
  /** Whether `$[?<text>]` selects anything from a list whose only element is `element`. @throws as `JsonPath` */
  matches(element: Json): boolean;
}

export type Compiled<T> =
  | { readonly ok: true; readonly value: T }
  /** One sentence without a full stop; quotes the text. */
  | { readonly ok: false; readonly message: string };

export const compileJsonPath = (text: string): Compiled<JsonPath> => {
  const compiled = compileQuery(text);
  if (!compiled.ok) return { ok: false, message: `"${text}" is not a JSONPath: ${compiled.message}` };
  const query = compiled.value;
  return { ok: true, value: { text, select: (root) => select(query, root) } };
};

/** RFC 9535 §2.3.5. `$` in it would be the list, not the object, so `$.name` could never select anything. */
export const compileJsonFilter = (text: string): Compiled<JsonFilter> => {
  const wrong = (message: string) =>
    ({ ok: false, message: `"${text}" is not a filter expression: ${message}` }) as const;
  const compiled = compileQuery(`$[?${text}]`);
  if (!compiled.ok) return wrong(compiled.message);
  const query = compiled.value;
  const [segment, ...more] = query.segments;
  if (segment?.selectors.length !== 1 || more.length > 0) return wrong('it must be one expression');
  if (beginsAtRoot.test(text.replaceAll(quoted, "''")))
    return wrong('paths in it begin with @, as in "@.state", not with $');
  return { ok: true, value: { text, matches: (element) => select(query, [element]).found === 'values' } };
};

const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;
const beginsAtRoot = /\$\s*(?:\.(?!\.)|\[\s*')/;

const compileQuery = (text: string): Compiled<JSONPathQuery> => {
  try {
    return { ok: true, value: library().compile(text) };
  } catch (error) {
    return { ok: false, message: sentenceOf(error) };
  }
};

/** The library's own sentence, without the text and the place that it appends; of a stack overflow there is none. */
const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error) || error instanceof RangeError) return 'it is nested too deeply';
  return error.message.replace(/ \('[\s\S]*:\d+\)$/, '') || 'it cannot be read';
};

const select = (query: JSONPathQuery, root: Json): Selection => {
  try {
    const [first, ...rest] = valuesOf(query, root);
    if (first === undefined) return { found: reasonForNothing(query, root) };
    return { found: 'values', values: [first, ...rest] };
  } catch (cause) {
    throw new SourceError('invalid_response', 'answered with something nested too deeply to be searched', {
      cause,
    });
  }
};

/** Lazily, because the other way the library overflows the stack on long lists. */
const valuesOf = (query: JSONPathQuery, root: Json): readonly Json[] =>
  Array.from(query.lazyQuery(root), ({ value }) => value);

/** Looks at what the part of the path before the first segment that finds nothing has found. */
const reasonForNothing = ({ environment, segments }: JSONPathQuery, root: Json): NothingFound => {
  const { JSONPathQuery: Query } = library();
  let reached: readonly Json[] = [root];
  for (const [index, segment] of segments.entries()) {
    const next = valuesOf(new Query(environment, segments.slice(0, index + 1)), root);
    if (next.length === 0) return reasonAt(new Query(environment, [segment]), reached);
    reached = next;
  }
  return 'missing';
};

const reasonAt = (step: JSONPathQuery, reached: readonly Json[]): NothingFound => {
  const isSearch = !step.singularQuery();
  const wantsObject = step.segments.some(({ selectors }) => selectors.some((selector) => 'name' in selector));
  const isExpected = (value: Json): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    return isSearch || Array.isArray(value) !== wantsObject;
  };
  if (reached.some(isExpected)) return isSearch ? 'nothing' : 'missing';
  return reached.every((value) => value === null) ? 'missing' : 'mismatch';
};
