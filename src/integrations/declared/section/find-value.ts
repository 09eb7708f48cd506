import type { Value } from '../../../report/section.ts';
import type { Json, JsonPath } from '../json-path.ts';
import type { ValueSpec } from '../spec.ts';
import { compiledPath } from './compiled.ts';
import { readValue } from './values.ts';

/** One place of the section: what stands there, or why nothing can. */
export type Found =
  | { readonly kind: 'value'; readonly value: Value; readonly amount?: number }
  /** The answer has it, and has nothing in it: null, or a time of zero. */
  | { readonly kind: 'unknown' }
  /** The answer does not have it. */
  | { readonly kind: 'missing' }
  /** `why` completes "the answer at $.size …". */
  | { readonly kind: 'wrong'; readonly why: string };

/** A `ValueSpec` whose path is compiled. */
export interface ValueFinder {
  readonly path: string;
  find(root: Json, nowMs: number): Found;
}

export const createValueFinder = (spec: ValueSpec): ValueFinder => {
  const path = compiledPath(spec.path);
  return { path: spec.path, find: (root, nowMs) => find(path, spec, root, nowMs) };
};

/** As many texts as a reader takes in; the rest is counted. */
const mostTexts = 20;

function find(path: JsonPath, spec: ValueSpec, root: Json, nowMs: number): Found {
  const selection = path.select(root);
  if (selection.found === 'values') {
    const [first, ...others] = selection.values;
    return others.length === 0 ? foundOne(first, spec, nowMs) : foundSeveral(selection.values, spec, nowMs);
  }
  if (selection.found === 'nothing') return { kind: 'value', value: 'none' };
  if (selection.found === 'missing') return { kind: 'missing' };
  return { kind: 'wrong', why: whyMismatch(root) };
}

/** Only a row can be a list: paths of facts begin at an object. */
const whyMismatch = (root: Json): string =>
  Array.isArray(root)
    ? 'begins at a list, not at one of its entries; append [*] to rows'
    : 'is not built as the path takes it to be';

function foundOne(json: Json, spec: ValueSpec, nowMs: number): Found {
  const read = readValue(json, spec, nowMs);
  if (!read.ok) return { kind: 'wrong', why: `is ${read.is}, not ${read.wanted}` };
  if (read.value === null) return { kind: 'unknown' };
  return {
    kind: 'value',
    value: read.value,
    ...(read.amount !== undefined && { amount: read.amount }),
  };
}

/** Names can stand beside each other; of several amounts or times nobody can say which one is meant. */
function foundSeveral(values: readonly Json[], spec: ValueSpec, nowMs: number): Found {
  if (spec.format !== undefined || spec.scale !== undefined)
    return { kind: 'wrong', why: `is ${values.length} values, not one` };
  const texts = values.slice(0, mostTexts).map((json) => textOf(json, nowMs));
  if (texts.includes(undefined))
    return { kind: 'wrong', why: 'holds something other than texts and numbers' };
  const more = values.length - texts.length;
  return { kind: 'value', value: more > 0 ? `${texts.join(', ')} and ${more} more` : texts.join(', ') };
}

function textOf(json: Json, nowMs: number): string | undefined {
  // JSON may hold 1e999, which is more than there are numbers.
  if (typeof json === 'number') return Number.isFinite(json) ? String(json) : undefined;
  const read = readValue(json, {}, nowMs);
  return read.ok && typeof read.value === 'string' ? read.value : undefined;
}
