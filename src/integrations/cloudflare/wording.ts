/** "a, b, c and 4 more". */
export function nameSome(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : joinWords(names);
}

/** "a, b and c". */
export const joinWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Sentence case, with words in capitals left alone: "Traffic, security events, DNS and TLS settings". */
export const joinParts = (parts: readonly string[]): string =>
  joinWords(parts.map((part, index) => (index === 0 || /^\p{Lu}{2}/u.test(part) ? part : lowerFirst(part))));

export const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** For `more` under a list that shows the first `most`. */
export const more = (found: number, most: number, of = ''): { readonly more?: string } =>
  found > most ? { more: `and ${found - most} more${of}` } : {};

/** The sum of what is known; `undefined` when nothing is, never 0. */
export function sumOfKnown(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

/** What others write may be as long as they like. */
export const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
