import type { TemplatePart } from '../../integrations/declared/spec.ts';
import { memberOf, membersOf, type Path, type TextAt, textsIn } from './document.ts';
import { parseTemplate, type TemplateKind } from './template.ts';

/** A text of the file that is a template, and what may stand in it. */
export interface TemplatedText extends TextAt {
  readonly kind: TemplateKind;
}

const authMembers = ['token', 'key', 'username', 'password', 'clientId', 'clientSecret', 'scope', 'audience'];

/** Every template of one integration, read from what may still be wrong in other ways. */
export const templatedTexts = (integration: unknown, path: Path): readonly TemplatedText[] => {
  const auth = authMembers.flatMap((name) =>
    textsIn(memberOf(memberOf(integration, 'auth'), name), [...path, 'auth', name]),
  );
  const headers = textsIn(memberOf(integration, 'headers'), [...path, 'headers']);
  const operations = membersOf(memberOf(integration, 'operations')).flatMap(([id, operation]) =>
    operationTexts(operation, [...path, 'operations', id]),
  );
  return [
    ...[...auth, ...headers].map((text) => ({ ...text, kind: 'references' }) as const),
    ...operations.map((text) => ({ ...text, kind: 'params' }) as const),
  ];
};

/** The params included. */
export const operationTexts = (operation: unknown, path: Path): readonly TextAt[] => [
  ...requestTexts(operation, path),
  ...paramTexts(operation, path),
];

/** Where `{name}` may stand. The `query` of GraphQL is a text, in which braces mean something else. */
export const requestTexts = (operation: unknown, path: Path): readonly TextAt[] =>
  ['path', 'query', 'headers', 'body', 'variables'].flatMap((name) => {
    const value = memberOf(operation, name);
    return name === 'query' && typeof value === 'string' ? [] : textsIn(value, [...path, name]);
  });

/** Those that are values; `{ from, value }` is none. */
export const paramTexts = (operation: unknown, path: Path): readonly TextAt[] =>
  membersOf(memberOf(operation, 'params')).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ path: [...path, 'params', name], text: value }] : [],
  );

/** What a text refers to; nothing, where it cannot be taken apart. */
export const partsOf = ({ text, kind }: Pick<TemplatedText, 'text' | 'kind'>): readonly TemplatePart[] => {
  const template = parseTemplate(text, kind);
  return template.ok ? template.value : [];
};
