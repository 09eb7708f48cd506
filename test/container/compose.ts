/** A tree of mappings, lists and texts. */
export type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads the part of YAML that compose.yaml uses: mappings, lists of texts, plain texts, comments.
 *
 * @throws Error for everything else, so that nothing is misread unseen.
 */
export const parseYaml = (source: string): Yaml => {
  const lines = source
    .split('\n')
    .filter((line) => !/^\s*(#.*)?$/.test(line))
    .map((line) => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  const [value, rest] = readBlock(lines, 0);
  if (rest.length > 0) throw new Error(`unexpected: ${rest[0]?.text}`);
  return value;
};

const readBlock = (lines: readonly Line[], indent: number): [Yaml, readonly Line[]] =>
  lines[0]?.text.startsWith('- ') ? readList(lines, indent) : readMapping(lines, indent);

const readList = (lines: readonly Line[], indent: number): [Yaml, readonly Line[]] => {
  const count = lines.findIndex((line) => line.indent !== indent || !line.text.startsWith('- '));
  const items = count < 0 ? lines : lines.slice(0, count);
  return [items.map(({ text }) => readText(text.slice(2))), lines.slice(items.length)];
};

const readMapping = (lines: readonly Line[], indent: number): [Yaml, readonly Line[]] => {
  const mapping: Record<string, Yaml> = {};
  let rest = lines;
  for (let line = rest[0]; line?.indent === indent; line = rest[0]) {
    const [, key, text] = /^([\w.-]+):(?: (.+))?$/.exec(line.text) ?? [];
    if (key === undefined || Object.hasOwn(mapping, key)) throw new Error(`no mapping: ${line.text}`);
    rest = rest.slice(1);
    const inner = rest[0]?.indent ?? 0;
    if (text !== undefined) mapping[key] = readText(text);
    else if (inner <= indent) mapping[key] = '';
    else [mapping[key], rest] = readBlock(rest, inner);
  }
  return [mapping, rest];
};

const readText = (text: string): string => {
  if (/^["'[{&*!|>%@`]|: | #/.test(text)) throw new Error(`not a plain text: ${text}`);
  return text;
};
