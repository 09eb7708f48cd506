import type { YamlNode } from '../yaml.ts';

/** The way to a place in the file: `['integrations', 0, 'auth']`. */
export type Path = readonly (string | number)[];

/** The file as plain values, and the line of every place in it. */
export interface Document {
  readonly value: unknown;
  /** Of what is not there, the line of what should hold it. */
  lineAt(path: Path): number;
}

export const documentOf = (root: YamlNode): Document => ({
  value: plain(root),
  lineAt: (path) => lineIn(root, path),
});

/** `fromEntries` makes an own member even of `__proto__`. */
const plain = (node: YamlNode): unknown => {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
};

const lineIn = (root: YamlNode, path: Path): number => {
  let node = root;
  let { line } = root;
  for (const step of path) {
    const found = stepInto(node, step);
    if (found === undefined) return line;
    ({ node, line } = found);
  }
  return line;
};

const stepInto = (node: YamlNode, step: string | number): { node: YamlNode; line: number } | undefined => {
  if (node.kind === 'map') {
    const entry = node.entries.find(({ key }) => key === String(step));
    return entry && { node: entry.value, line: entry.line };
  }
  const item = node.kind === 'list' ? node.items[Number(step)] : undefined;
  return item && { node: item, line: item.line };
};

/** The members of a value; of none, where it is no object. For looking around in what has not been checked. */
export const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

export const memberOf = (value: unknown, name: string): unknown =>
  membersOf(value).find(([key]) => key === name)?.[1];

export interface TextAt {
  readonly path: Path;
  readonly text: string;
}

/** Every text in a value, however deep, with its place. */
export const textsIn = (value: unknown, path: Path): readonly TextAt[] => {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  return membersOf(value).flatMap(([name, member]) => textsIn(member, [...path, name]));
};
