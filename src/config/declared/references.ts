import { quote } from '../parsed.ts';
import { literalSecretMessage } from './auth.ts';
import { memberOf, membersOf, type Path, textsIn } from './document.ts';
import type { PlacedProblem } from './placed-problem.ts';
import { parseTemplate } from './template.ts';
import { paramTexts, partsOf, requestTexts, templatedTexts } from './templated.ts';

/**
 * What the parts of one integration say about one another: params and where they are used, operations and who names
 * them. Looks at the values as they stand in the file, so that it finds these mistakes beside all others.
 */
export const referenceProblems = (integration: unknown, path: Path): readonly PlacedProblem[] => {
  const operations = membersOf(memberOf(integration, 'operations'));
  const ids = operations.map(([id]) => id);
  return [
    ...templateProblems(integration, path),
    ...literalSecrets(integration, path),
    ...operations.flatMap(([id, operation]) => paramProblems(operation, [...path, 'operations', id])),
    ...sourceProblems(operations, [...path, 'operations']),
    ...(ids.length === 0 ? [] : unknownOperations(integration, path, ids)),
  ];
};

const templateProblems = (integration: unknown, path: Path): readonly PlacedProblem[] =>
  templatedTexts(integration, path)
    .filter(({ path: at }) => !isSecretOfAuth(at))
    .flatMap(({ path: at, text, kind }) => {
      const template = parseTemplate(text, kind);
      return template.ok ? [] : [{ path: at, message: template.message }];
    });

/** Their own parser tells. */
const isSecretOfAuth = (path: Path): boolean =>
  path.at(-2) === 'auth' && ['token', 'key', 'password', 'clientSecret'].includes(String(path.at(-1)));

const secretName =
  /authorization|cookie|passw(or)?d|passphrase|secret|credential|api[-_]?key|private[-_]?key|(^|[-_a-z])(access|auth|api|session|bearer|x)[-_]?token$|^(token|pwd|sid)$/i;

/** `PRIVATE-TOKEN`, `X-Auth-Key`: in headers such names mean nothing else, in queries they may. */
const secretHeader = /(^|[-_])(token|key)$/i;

const isCalledSecret = (path: Path): boolean => {
  const name = String(path.at(-1));
  return secretName.test(name) || (path.at(-2) === 'headers' && secretHeader.test(name));
};

/** A header, parameter or member that is called like a secret, with its value in the file. */
const literalSecrets = (integration: unknown, path: Path): readonly PlacedProblem[] =>
  templatedTexts(integration, path)
    .filter((text) => text.path.at(-2) !== 'auth' && isCalledSecret(text.path))
    .filter((text) => text.text.trim() !== '' && partsOf(text).every(({ kind }) => kind === 'text'))
    .map((text) => ({ path: text.path, message: literalSecretMessage }));

const paramProblems = (operation: unknown, path: Path): readonly PlacedProblem[] => {
  const params = membersOf(memberOf(operation, 'params')).map(([name]) => name);
  const used = requestTexts(operation, path).flatMap((text) =>
    paramsIn(text.text).map((name) => ({ name, path: text.path })),
  );
  const nested = paramTexts(operation, path).flatMap((text) =>
    paramsIn(text.text).map((name) => ({
      path: text.path,
      message: `{${name}} has no meaning here; a param may use {period.from} and {period.to}, not other params`,
    })),
  );
  const unfilled = used
    .filter(({ name }) => !params.includes(name))
    .map(({ name, path: at }) => ({ path: at, message: `{${name}} is not filled; add ${name} to params` }));
  const unused = params
    .filter((param) => !used.some(({ name }) => name === param))
    .map((param) => ({
      path: [...path, 'params', param],
      message: `is not used; write {${param}} where it belongs, or take it away`,
    }));
  return [...unfilled, ...unused, ...nested];
};

const paramsIn = (text: string): readonly string[] => [
  ...new Set(partsOf({ text, kind: 'params' }).flatMap((part) => (part.kind === 'param' ? [part.name] : []))),
];

/** Params that come out of another operation's answer: it must be there, and it must not wait for this one. */
const sourceProblems = (
  operations: readonly (readonly [string, unknown])[],
  path: Path,
): readonly PlacedProblem[] => {
  const ids = operations.map(([id]) => id);
  const sources = operations.flatMap(([id, operation]) =>
    membersOf(memberOf(operation, 'params')).flatMap(([name, param]) => {
      const from = memberOf(param, 'from');
      return typeof from === 'string' ? [{ id, from, path: [...path, id, 'params', name, 'from'] }] : [];
    }),
  );
  const waitsFor = (start: string): ReadonlySet<string> => {
    const found = new Set([start]);
    for (const id of found) for (const source of sources) if (source.id === id) found.add(source.from);
    return found;
  };
  return sources.flatMap(({ id, from, path: at }) => {
    if (!ids.includes(from)) return [{ path: at, message: unknownOperation(from, ids) }];
    return waitsFor(from).has(id)
      ? [{ path: at, message: `${from} would have to wait for ${id}, which waits for it` }]
      : [];
  });
};

const unknownOperation = (name: string, ids: readonly string[]): string =>
  `${quote(name)} is no operation of this integration; there ${ids.length === 1 ? 'is' : 'are'} ${ids.join(', ')}`;

/** JSONPaths of the section that begin at an operation which is not there. Those inside rows begin at the row. */
const unknownOperations = (
  integration: unknown,
  path: Path,
  ids: readonly string[],
): readonly PlacedProblem[] => {
  const shown = textsIn(memberOf(integration, 'section'), [...path, 'section'])
    .filter(({ path: at }) => at.at(-1) === 'rows' || (at.at(-1) === 'value' && at.includes('facts')))
    .map(({ path: at, text }) => ({ path: at, names: firstMembers(text, /^\$(?:\.(\w+)|\['([^']+)'\])/g) }));
  const judged = textsIn(memberOf(integration, 'findings'), [...path, 'findings'])
    .filter(({ path: at, text }) => at.at(-1) === 'when' && !text.includes('[?'))
    .map(({ path: at, text }) => ({
      path: at,
      names: firstMembers(withoutTexts(text), /@(?:\.(\w+)|\['([^']+)'\])/g),
    }));
  return [...shown, ...judged].flatMap(({ path: at, names }) =>
    names
      .filter((name) => !ids.includes(name))
      .map((name) => ({ path: at, message: unknownOperation(name, ids) })),
  );
};

const firstMembers = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, plain, quoted]) => plain ?? quoted ?? '');

/** Quoted texts say nothing about paths, except where they are the name in `@['name']`. */
const withoutTexts = (expression: string): string =>
  expression.replaceAll(
    /(\['[^'\\]*'\])|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g,
    (_, name: string | undefined) => name ?? "''",
  );
