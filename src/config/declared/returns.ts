import {
  type ReturnShape,
  type ReturnType,
  returnTypes,
} from '../../integrations/declared/operation-spec.ts';
import { type Parsed, parsed, quote, wrong } from '../parsed.ts';
import { membersOf } from './document.ts';

/**
 * `returns`: a word for the type of a value, a list of one for each of its entries, or an object of members, of which
 * those whose name ends in "?" may be missing or null.
 */
export const returnShape = (written: unknown): Parsed<ReturnShape> => {
  if (typeof written === 'string') return typeShape(written);
  if (Array.isArray(written)) return listShape(written);
  if (typeof written !== 'object' || written === null) return wrong(`must be ${words}, a list or an object`);
  return objectShape(membersOf(written));
};

const words = returnTypes.join(', ');

const isReturnType = (word: string): word is ReturnType => returnTypes.some((type) => type === word);

const typeShape = (word: string): Parsed<ReturnShape> =>
  isReturnType(word) ? parsed({ kind: 'type', type: word }) : wrong(`${quote(word)} is not one of ${words}`);

const listShape = ([item, ...more]: readonly unknown[]): Parsed<ReturnShape> => {
  if (item === undefined || more.length > 0)
    return wrong('a list must have one entry: what each of its entries looks like');
  const shape = returnShape(item);
  return shape.ok ? parsed({ kind: 'list', item: shape.value }) : shape;
};

const objectShape = (written: readonly (readonly [string, unknown])[]): Parsed<ReturnShape> => {
  const members: [string, { shape: ReturnShape; optional: boolean }][] = [];
  for (const [name, value] of written) {
    const shape = returnShape(value);
    if (!shape.ok) return shape;
    const optional = name.endsWith('?');
    members.push([optional ? name.slice(0, -1) : name, { shape: shape.value, optional }]);
  }
  return parsed({ kind: 'object', members: Object.fromEntries(members) });
};
