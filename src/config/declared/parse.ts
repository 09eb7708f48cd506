import * as v from 'valibot';
import type { DeclaredSpec } from '../../integrations/declared/spec.ts';
import { nearestName } from '../nearest-name.ts';
import { quote } from '../parsed.ts';
import { parseYaml, type YamlProblem } from '../yaml.ts';
import { type Document, documentOf, memberOf, membersOf, type Path } from './document.ts';
import { integrationSchema, type ParsedIntegration } from './integration.ts';
import { type PlacedProblem, placed } from './placed-problem.ts';
import { referenceProblems } from './references.ts';
import { partsOf, type TemplatedText, templatedTexts } from './templated.ts';

/** One integration of the file, and what has to be looked up before it can be asked. */
export interface DeclaredEntry {
  readonly spec: DeclaredSpec;
  /** Those of its variables that end up in a header, which does not take every letter. */
  readonly headerVariables: readonly string[];
  /** `${file:path}` */
  readonly secretFiles: readonly { readonly path: string; readonly line: number }[];
}

/** What the file holds, or everything that is wrong with it. */
export type ParsedFile =
  | { readonly ok: true; readonly entries: readonly DeclaredEntry[] }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

const longestFile = 1_000_000;

/** YAML or JSON, which is YAML. `taken` are the names of the built-in integrations. Pure. */
export const parseDeclared = (text: string, taken: readonly string[]): ParsedFile => {
  if (text.length > longestFile)
    return refused([{ line: 1, message: 'the file is too large; at most 1 MB' }]);
  const yaml = parseYaml(text);
  if (!yaml.ok) return refused(yaml.problems);
  const document = documentOf(yaml.root);
  const problems = rootProblems(document);
  const written = memberOf(document.value, 'integrations');
  const entries: readonly unknown[] = Array.isArray(written) ? written : [];
  const read = entries.map((entry, index) => readEntry(entry, index, document));
  const all = [...problems, ...read.flatMap((entry) => entry.problems), ...idProblems(entries, taken)].map(
    (problem) => placed(problem, document),
  );
  if (all.length > 0) return refused(inOrder(all));
  return { ok: true, entries: read.flatMap(({ declared }) => declared ?? []) };
};

const refused = (problems: readonly YamlProblem[]): ParsedFile => ({ ok: false, problems });

/** The same sentence at the same line is told once: two rules may have found the same mistake. */
const inOrder = (problems: readonly YamlProblem[]): readonly YamlProblem[] =>
  problems
    .filter(
      (one, index) =>
        problems.findIndex(({ line, message }) => line === one.line && message === one.message) === index,
    )
    .toSorted((a, b) => a.line - b.line);

const rootProblems = ({ value }: Document): readonly PlacedProblem[] => {
  const isEmpty = value === null || (typeof value === 'object' && membersOf(value).length === 0);
  const list = memberOf(value, 'integrations');
  const strangers = membersOf(value)
    .filter(([name]) => name !== 'integrations' && name !== '$schema')
    .map(([name]) => {
      const nearest = nearestName(name, ['integrations']);
      const advice =
        nearest === undefined ? 'the file holds one list, integrations' : `did you mean ${nearest}?`;
      return { path: [name], message: `is not known here; ${advice}` };
    });
  if (Array.isArray(list) || (isEmpty && !Array.isArray(value))) return strangers;
  if (list === undefined && strangers.length > 0) return strangers;
  return [{ path: ['integrations'], message: 'must be a list: one "- id: …" each' }, ...strangers];
};

interface ReadEntry {
  readonly declared?: DeclaredEntry;
  readonly problems: readonly PlacedProblem[];
}

const readEntry = (entry: unknown, index: number, document: Document): ReadEntry => {
  const path: Path = ['integrations', index];
  const parsed = v.safeParse(integrationSchema, entry);
  const problems = [
    ...(parsed.issues ?? []).map((issue) => ({ path: [...path, ...pathOf(issue)], message: issue.message })),
    ...referenceProblems(entry, path),
  ];
  return parsed.success
    ? { declared: declaredOf(parsed.output, entry, path, document), problems }
    : { problems };
};

const pathOf = ({ path = [] }: { readonly path?: readonly { readonly key?: unknown }[] | undefined }): Path =>
  path.map(({ key }) => (typeof key === 'number' ? key : String(key)));

const declaredOf = (
  { operations, ...integration }: ParsedIntegration,
  entry: unknown,
  path: Path,
  document: Document,
): DeclaredEntry => {
  const texts = templatedTexts(entry, path);
  const spec: DeclaredSpec = {
    ...integration,
    operations: Object.entries(operations).map(([id, operation]) => ({
      ...operation,
      id,
      line: document.lineAt([...path, 'operations', id]),
    })),
    variables: variablesIn(texts),
    line: document.lineAt(path),
  };
  const secretFiles = texts.flatMap((text) =>
    partsOf(text).flatMap((part) =>
      part.kind === 'file' ? [{ path: part.path, line: document.lineAt(text.path) }] : [],
    ),
  );
  return { spec, secretFiles, headerVariables: variablesIn(texts.filter(isForHeader)) };
};

const variablesIn = (texts: readonly TemplatedText[]): readonly string[] => [
  ...new Set(texts.flatMap(partsOf).flatMap((part) => (part.kind === 'variable' ? [part.name] : []))),
];

const isForHeader = ({ path }: TemplatedText): boolean =>
  path.at(-2) === 'headers' || (path.at(-2) === 'auth' && ['token', 'key'].includes(String(path.at(-1))));

/** An id is a name for the log, the circuit and the section: it stands for one integration alone. */
const idProblems = (entries: readonly unknown[], taken: readonly string[]): readonly PlacedProblem[] => {
  const ids = entries.map((entry) => memberOf(entry, 'id'));
  return ids.flatMap((id, index) => {
    if (typeof id !== 'string') return [];
    const path = ['integrations', index, 'id'];
    if (taken.includes(id))
      return [{ path, message: `${quote(id)} is a built-in integration; choose another` }];
    const isTwice = ids.indexOf(id) < index;
    return isTwice ? [{ path, message: `${quote(id)} is the id of an entry above; choose another` }] : [];
  });
};
