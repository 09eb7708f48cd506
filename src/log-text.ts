/** Control characters, line separators, bidirectional marks and tags: what can forge a line or reverse what is read. */
const invisible =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** The same text with every such character written as an escape, so that it stays on its line and in its order. */
export const escapeInvisible = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(invisible, (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/** Removes accounts, queries and fragments from the addresses in a text: that is where people put tokens. */
export const stripUrls = (text: string): string =>
  text
    .replaceAll(/(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]*@/gi, '')
    .replaceAll(/(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, '')
    .replaceAll(/(?<=\/[^\s?"'<>]*)\?[^\s"'<>]*=[^\s"'<>]*/g, '');

/** The text, cut where it is longer than anybody reads. */
export const cutText = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}…`;
