import { cutText, escapeInvisible } from '../log-text.ts';

/** What became of one value: parsed, or what is wrong with it and what would be right. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** Reads the text of one variable; never sees an empty one. */
export type Parse<T> = (text: string) => Parsed<T>;

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const wrong = (message: string): Parsed<never> => ({ ok: false, message });

const longestQuote = 60;

/** A value inside a message: control and invisible characters as escapes, cut short. For values that are not secret. */
export const quote = (text: string): string => `"${escapeInvisible(cutText(text, longestQuote))}"`;
