import { createRequire } from 'node:module';
import type { Node } from 'yaml';

const require = createRequire(import.meta.url);

/** Read when the first file is: it takes 15 MiB of memory, and most people have no such file. */
const yaml = (): typeof import('yaml') => require('yaml');

/** A YAML value that knows the line it stands on (the first is 1), so that a mistake can be shown where it is. */
export type YamlNode =
  | { readonly kind: 'map'; readonly line: number; readonly entries: readonly YamlEntry[] }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly YamlNode[] }
  | { readonly kind: 'scalar'; readonly line: number; readonly value: string | number | boolean | null };

export interface YamlEntry {
  readonly key: string;
  readonly line: number;
  readonly value: YamlNode;
}

export interface YamlProblem {
  readonly line: number;
  readonly message: string;
}

/** The content, or everything that is wrong with its form. An empty file is a map without entries. */
export type ParsedYaml =
  | { readonly ok: true; readonly root: YamlNode }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

/** YAML 1.2: no dates, no "yes" for true. Anchors are refused, a few of them can stand for gigabytes. */
export function parseYaml(text: string): ParsedYaml {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number | undefined): number => Math.max(1, lines.linePos(offset ?? 0).line);
  const problems: YamlProblem[] = document.errors.map(({ pos, message }) => ({
    line: lineAt(pos[0]),
    message: sentence(message),
  }));
  const root = document.contents === null ? emptyMap : toNode(document.contents, lineAt, problems);
  return problems.length === 0 ? { ok: true, root } : { ok: false, problems };
}

const emptyMap: YamlNode = { kind: 'map', line: 1, entries: [] };

function toNode(
  node: Node | null,
  lineAt: (offset: number | undefined) => number,
  problems: YamlProblem[],
): YamlNode {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  const line = lineAt(node?.range?.[0]);
  if (isAlias(node)) problems.push({ line, message: 'anchors and aliases (& and *) are not supported' });
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      line: lineAt(key.range?.[0]),
      value: value === null ? nothing(lineAt(key.range?.[0])) : toNode(value, lineAt, problems),
    }));
    return { kind: 'map', line, entries };
  }
  if (isSeq<Node>(node))
    return { kind: 'list', line, items: node.items.map((item) => toNode(item, lineAt, problems)) };
  const value = isScalar(node) ? node.value : null;
  return isPlain(value) ? { kind: 'scalar', line, value } : nothing(line);
}

const nothing = (line: number): YamlNode => ({ kind: 'scalar', line, value: null });

const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** The parser's messages run over several lines and may quote the file. */
const sentence = (message: string): string => (message.split('\n')[0] ?? message).slice(0, 160);
