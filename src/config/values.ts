import { type Parse, parsed, quote, wrong } from './parsed.ts';

const booleans = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
]);

export const boolean: Parse<boolean> = (text) => {
  const value = booleans.get(text.toLowerCase());
  return value === undefined
    ? wrong(`${quote(text)} is neither true nor false (yes, no, on, off, 1 and 0 are fine as well)`)
    : parsed(value);
};

/** A whole number from `least` to `most`, both included. */
export const integer =
  (least: number, most: number): Parse<number> =>
  (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most
      ? parsed(value)
      : wrong(`${quote(text)} is not a whole number from ${least} to ${most}`);
  };

/** One of a few words, in any case. */
export const oneOf =
  <const Word extends string>(words: readonly Word[]): Parse<Word> =>
  (text) => {
    const word = words.find((candidate) => candidate === text.toLowerCase());
    return word === undefined ? wrong(`${quote(text)} is not one of ${words.join(', ')}`) : parsed(word);
  };

/** One line of text: titles, names, paths. Line breaks and control characters are refused, they would end up in headers. */
export const line =
  (longest: number): Parse<string> =>
  (text) => {
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) {
      return wrong(`${quote(text)} holds a line break or another control character; write one plain line`);
    }
    if (text.length > longest) return wrong(`is ${text.length} characters long; at most ${longest}`);
    return parsed(text);
  };

/** What may stand in an HTTP header: keys and tokens. The message never shows the value. */
export const headerToken: Parse<string> = (text) =>
  /^[\x21-\x7e]+$/.test(text.trim())
    ? parsed(text.trim())
    : wrong(
        'holds a space, a line break or a letter that no key has; copy it again (the value is not shown here)',
      );

/** A password may be anything on one line. The message never shows the value. */
export const password: Parse<string> = (text) =>
  /[\r\n\0]/.test(text) ? wrong('holds more than one line (the value is not shown here)') : parsed(text);

/** An IANA zone that this Node knows, in its usual spelling. Offsets are refused: they know no summer time. */
export const timeZone: Parse<string> = (text) => {
  const name = /^[A-Za-z]/.test(text) ? usualZoneName(text) : undefined;
  return name === undefined
    ? wrong(`${quote(text)} is not a time zone; write an IANA name such as Europe/Berlin or UTC`)
    : parsed(name);
};

const usualZoneName = (text: string): string | undefined => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

/** A BCP 47 tag with formats in this Node. */
export const locale: Parse<string> = (text) => {
  try {
    const [tag] = Intl.DateTimeFormat.supportedLocalesOf([text]);
    if (tag !== undefined) return parsed(tag);
  } catch {
    // Not a tag at all: the same answer.
  }
  return wrong(`${quote(text)} is not a locale; write a language tag such as en-GB, en-US or de-DE`);
};
