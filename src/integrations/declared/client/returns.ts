import { SourceError } from '../../../net/errors.ts';
import type { MemberPath, ReturnShape, ReturnType } from '../spec.ts';
import { isMembers, writePath } from './member-at.ts';

/** @throws SourceError `invalid_response` that names the first place which is not as declared */
export function checkReturns(shape: ReturnShape, answer: unknown): void {
  const wrong = findWrong(shape, answer, []);
  if (wrong === undefined) return;
  const { path, expected } = wrong;
  throw new SourceError('invalid_response', `answered without ${expected} at ${writePath(path)}`);
}

interface Wrong {
  readonly path: MemberPath;
  readonly expected: string;
}

/** The first of many entries of a list stands for the place of all of them. */
function findWrong(shape: ReturnShape, value: unknown, path: MemberPath): Wrong | undefined {
  if (shape.kind === 'type')
    return isOfType[shape.type](value) ? undefined : { path, expected: words[shape.type] };
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) return { path, expected: words.list };
    return firstWrong(value, (item) => findWrong(shape.item, item, path));
  }
  if (!isMembers(value)) return { path, expected: words.object };
  return firstWrong(Object.entries(shape.members), ([name, member]) => {
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    const isAbsent = found === undefined || found === null;
    return isAbsent && member.optional ? undefined : findWrong(member.shape, found, [...path, name]);
  });
}

const firstWrong = <T>(items: readonly T[], find: (item: T) => Wrong | undefined): Wrong | undefined => {
  for (const item of items) {
    const wrong = find(item);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};

const isOfType = {
  string: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number',
  boolean: (value: unknown) => typeof value === 'boolean',
  object: isMembers,
  list: Array.isArray,
  any: (value: unknown) => value !== undefined,
} as const satisfies Record<ReturnType, (value: unknown) => boolean>;

const words = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  list: 'a list',
  any: 'a value',
} as const satisfies Record<ReturnType, string>;
