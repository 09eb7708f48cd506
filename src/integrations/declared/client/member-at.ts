import type { MemberPath } from '../spec.ts';

type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at the end of the path; undefined, where there is none. Never what an object only inherits. */
export const memberAt = (value: unknown, path: MemberPath): unknown =>
  path.reduce<unknown>(
    (at, name) => (isMembers(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    value,
  );

/** A copy with another value at the end of the path, whose members must all be there. */
export const withMemberAt = (value: unknown, path: MemberPath, replacement: unknown): unknown => {
  const [name, ...rest] = path;
  if (name === undefined) return replacement;
  const members = isMembers(value) ? value : {};
  return Object.fromEntries([
    ...Object.entries(members).filter(([other]) => other !== name),
    [name, withMemberAt(memberAt(members, [name]), rest, replacement)],
  ]);
};

/** `$.a.b`, as people write it. */
export const writePath = (path: MemberPath): string =>
  ['$', ...path.map((name) => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name}']`))].join('');
