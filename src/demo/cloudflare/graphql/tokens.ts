export class GraphqlSyntaxError extends Error {
  override readonly name = 'GraphqlSyntaxError';
}

/** The tokens of a query, read from left to right. Every reader throws GraphqlSyntaxError on what it did not expect. */
export interface TokenReader {
  /** The next token, empty at the end. */
  peek(): string;
  take(): string;
  takeName(): string;
  expect(token: string): void;
  /** Takes the token if it is the next one. */
  skip(token: string): boolean;
}

const tokenPattern = /#[^\n]*|[\s,]+|"(?:[^"\\\n]|\\.)*"|\$?[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[{}()[\]:!=]/y;

const tokenize = (query: string): string[] => {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < query.length) {
    const at = tokenPattern.lastIndex;
    const token = tokenPattern.exec(query)?.[0];
    if (token === undefined) throw new GraphqlSyntaxError(`Syntax Error: unexpected character at ${at}`);
    if (!/^[#\s,]/.test(token)) tokens.push(token);
  }
  return tokens;
};

export const isName = (token: string): boolean => /^[A-Za-z_]/.test(token);

export const readTokens = (query: string): TokenReader => {
  const tokens = tokenize(query);
  let position = 0;
  const peek = (): string => tokens[position] ?? '';
  const take = (): string => {
    const token = peek();
    if (token === '') throw new GraphqlSyntaxError('Syntax Error: unexpected end of query');
    position += 1;
    return token;
  };
  const takeExpected = (holds: (token: string) => boolean, expected: string): string => {
    const token = take();
    if (!holds(token)) throw new GraphqlSyntaxError(`Syntax Error: expected ${expected}, found "${token}"`);
    return token;
  };
  return {
    peek,
    take,
    takeName: () => takeExpected(isName, 'a name'),
    expect: (wanted) => {
      takeExpected((token) => token === wanted, `"${wanted}"`);
    },
    skip: (wanted) => {
      const isNext = peek() === wanted;
      if (isNext) take();
      return isNext;
    },
  };
};
