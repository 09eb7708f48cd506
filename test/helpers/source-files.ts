import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SourceFile {
  /** Below the folder that was read, with slashes: `net/http.ts`. */
  readonly path: string;
  /** The source without comments, and with empty strings: only what runs. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export type Import =
  /** A file of ours, as `path` above. */
  | { readonly kind: 'own'; readonly path: string }
  /** A package or a Node builtin, e.g. `pino`, `node:fs`. */
  | { readonly kind: 'package'; readonly name: string };

const root = fileURLToPath(new URL('../../', import.meta.url));

/** All TypeScript files below a folder of the project. */
export const sourceFiles = (folder: string): readonly SourceFile[] => {
  const base = join(root, folder);
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => parseSource(path.split(sep).join('/'), readFileSync(join(base, path), 'utf8')));
};

export const parseSource = (path: string, source: string): SourceFile => {
  const tokens = source.replaceAll(token, (found) => (/^\/[/*]/.test(found) ? ' ' : found));
  const specifiers = [...tokens.matchAll(specifier)].map(({ groups }) => groups?.name ?? '');
  return { path, code: codeOf(tokens), imports: specifiers.map((name) => importOf(path, name)) };
};

// Comments, strings, templates and regular expressions; good enough for formatted code, and tested below the rules.
const token =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=(?:[=(,:;!&|?[{}>]|return)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

const specifier = /(?:(?<!['"\w])from\s*|\bimport\s*\(\s*|^\s*import\s+)'(?<name>[^'\n]+)'/gm;

/** Import and export lists go (their `as` renames nothing we forbid); strings are emptied, template expressions stay. */
const codeOf = (tokens: string): string =>
  tokens
    .replaceAll(/^(?:import|export)\s(?:type\s)?[^;'"=]*?from\s*'[^']*';/gm, '')
    .replaceAll(token, (found) => (found.startsWith('`') ? expressionsOf(found) : "''"));

const expressionsOf = (template: string): string =>
  `''${[...template.matchAll(/\$\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g)].map(([, code]) => ` + (${code})`).join('')}`;

const importOf = (path: string, name: string): Import => {
  if (name.startsWith('.')) {
    const target = normalize(join('/', dirname(path), name));
    return { kind: 'own', path: relative('/', target).split(sep).join('/') };
  }
  const [first = '', second = ''] = name.split('/');
  return { kind: 'package', name: first.startsWith('@') ? `${first}/${second}` : first };
};

/** Chains of imports that come back to where they began, each once. */
export const importCycles = (files: readonly SourceFile[]): readonly string[] => {
  const ownImports = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.flatMap((one) => (one.kind === 'own' ? [one.path] : [])),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, chain: readonly string[]): void => {
    const start = chain.indexOf(path);
    if (start >= 0) cycles.push([...chain.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const next of ownImports.get(path) ?? []) visit(next, [...chain, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
};
