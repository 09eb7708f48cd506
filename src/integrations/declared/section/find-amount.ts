import type { Value } from '../../../report/section.ts';
import type { Json } from '../json-path.ts';
import type { ValueSpec } from '../spec.ts';
import { compiledPath } from './compiled.ts';
import { createValueFinder, type Found } from './find-value.ts';
import { timeMsOf } from './times.ts';
import { kindOf, readLabel } from './values.ts';

type NotFound = Exclude<Found, { kind: 'value' }>;

/** A value that can be drawn; `amount` is in the unit of its format. */
export type FoundAmount =
  | { readonly kind: 'value'; readonly value: Value; readonly amount: number }
  | NotFound;

export type FoundLabel = { readonly kind: 'value'; readonly value: string } | NotFound;

export type FoundTime = { readonly kind: 'value'; readonly value: { readonly atMs: number } } | NotFound;

/** A text that is a number is one here: nothing else can be drawn. */
export const createAmountFinder = ({ format = 'number', ...spec }: ValueSpec) => {
  const { find } = createValueFinder({ ...spec, format });
  return (row: Json, nowMs: number): FoundAmount => {
    const found = find(row, nowMs);
    if (found.kind !== 'value') return found;
    const { value, amount } = found;
    return amount === undefined
      ? { kind: 'wrong', why: 'is nothing that can be drawn' }
      : { kind: 'value', value, amount };
  };
};

export const createLabelFinder = (path: string) =>
  createScalarFinder(path, (json): FoundLabel => {
    const label = readLabel(json);
    return label === undefined ? wrong(json, 'a name') : { kind: 'value', value: label };
  });

export const createTimeFinder = (path: string) =>
  createScalarFinder(path, (json): FoundTime => {
    const atMs = timeMsOf(json);
    if (atMs === 'never') return { kind: 'unknown' };
    return atMs === undefined ? wrong(json, 'a time') : { kind: 'value', value: { atMs } };
  });

const wrong = (json: Json, wanted: string): NotFound => ({
  kind: 'wrong',
  why: `is ${kindOf(json)}, not ${wanted}`,
});

const createScalarFinder = <T extends Found>(path: string, read: (json: Json) => T) => {
  const { select } = compiledPath(path);
  return (row: Json): T | NotFound => {
    const selection = select(row);
    if (selection.found !== 'values') return { kind: 'missing' };
    const [first, ...others] = selection.values;
    if (others.length > 0) return { kind: 'wrong', why: `is ${selection.values.length} values, not one` };
    return first === null ? { kind: 'unknown' } : read(first);
  };
};
