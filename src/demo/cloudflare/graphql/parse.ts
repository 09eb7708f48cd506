import type { JsonObject } from '../../json.ts';
import { GraphqlSyntaxError, isName, readTokens, type TokenReader } from './tokens.ts';

/** One field of a query with what hangs below it: `alias: name(arguments) { selections }`. */
export interface Selection {
  readonly name: string;
  /** The name in the answer. */
  readonly alias: string;
  /** With the variables put in. */
  readonly args: JsonObject;
  readonly selections: readonly Selection[];
}

const parseFields = (tokens: TokenReader, variables: JsonObject, end: ')' | '}'): JsonObject => {
  const entries: [string, unknown][] = [];
  while (!tokens.skip(end)) {
    const name = tokens.takeName();
    tokens.expect(':');
    entries.push([name, parseValue(tokens, variables)]);
  }
  return Object.fromEntries(entries);
};

const parseList = (tokens: TokenReader, variables: JsonObject): unknown[] => {
  const items: unknown[] = [];
  while (!tokens.skip(']')) items.push(parseValue(tokens, variables));
  return items;
};

const parseValue = (tokens: TokenReader, variables: JsonObject): unknown => {
  const token = tokens.take();
  if (token === '{') return parseFields(tokens, variables, '}');
  if (token === '[') return parseList(tokens, variables);
  if (token.startsWith('$')) return variables[token.slice(1)];
  if (/^["\d-]/.test(token) || token === 'true' || token === 'false' || token === 'null')
    return JSON.parse(token);
  if (isName(token)) return token;
  throw new GraphqlSyntaxError(`Syntax Error: unexpected "${token}"`);
};

const parseSelections = (tokens: TokenReader, variables: JsonObject): readonly Selection[] => {
  const selections: Selection[] = [];
  tokens.expect('{');
  while (!tokens.skip('}')) {
    const alias = tokens.takeName();
    const name = tokens.skip(':') ? tokens.takeName() : alias;
    const args = tokens.skip('(') ? parseFields(tokens, variables, ')') : {};
    selections.push({
      name,
      alias,
      args,
      selections: tokens.peek() === '{' ? parseSelections(tokens, variables) : [],
    });
  }
  return selections;
};

/**
 * Reads the part of GraphQL that a client of the analytics API needs: one query with aliases, arguments, variables, lists
 * and objects; no fragments, no directives, and types are not checked.
 * @throws GraphqlSyntaxError
 */
export const parseQuery = (query: string, variables: JsonObject): readonly Selection[] => {
  const tokens = readTokens(query);
  while (tokens.peek() !== '{') tokens.take();
  const selections = parseSelections(tokens, variables);
  if (tokens.peek() !== '') throw new GraphqlSyntaxError(`Syntax Error: unexpected "${tokens.peek()}"`);
  return selections;
};
