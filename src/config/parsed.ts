import { cutText, escapeInvisible } from '../log-text.ts';

/** What became of one value: parsed, or what is wrong with it and what would be right. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** Reads the text of one variable; never sees an empty one. */
export type Parse<T> = (text: string) => Parsed<T>;

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const wrong = (message: string): Parsed<never> => ({ ok: false, message });

/** Nobody's key or host has them; `docker --env-file` hands on the quotes that a shell takes away. */
export const unquoted =
  <T>(parse: Parse<T>): Parse<T> =>
  (text) =>
    /^\s*(["']).*\1\s*$/s.test(text)
      ? wrong('starts and ends with a quotation mark; docker --env-file keeps quotes: remove them')
      : parse(text);

const longestQuote = 60;

/** A value inside a message: control and invisible characters as escapes, cut short. For values that are not secret. */
export const quote = (text: string): string => `"${escapeInvisible(cutText(text, longestQuote))}"`;
