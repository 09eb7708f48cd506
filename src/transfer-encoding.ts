/**
 * How a text stands in a mail: the mailer sends it so, and the renderer measures by it, so that a report is cut for the
 * size it really has.
 */
export interface MailBody {
  /** The text in canonical form: lines end in CR LF (RFC 2045 §6.6). */
  readonly content: string;
  readonly encoding: 'quoted-printable' | 'base64';
  /** As sent, the line breaks of the encoding included; never less, and at most a few per cent more. */
  readonly bytes: number;
}

/** A text in the shorter of the two encodings that every mail server passes on. */
export const smallestBody = (text: string): MailBody => ({
  content: text.replace(/\r\n|\r|\n/gu, '\r\n'),
  ...smallestEncoding(text),
});

/** What `smallestBody` makes of a text, without making it: it never has fewer bytes than the text has letters. */
export const smallestEncoding = (text: string): Omit<MailBody, 'content'> => smallestOf(sizeOf(text));

/**
 * Bytes of a text in canonical form, and of that as quoted-printable. Both add up: texts that end with a line break have
 * together, one after the other, what they have each.
 */
export interface TextSize {
  readonly canonical: number;
  readonly quotedPrintable: number;
}

/** The shorter of the two encodings of a text of that size. */
export const smallestOf = ({ canonical, quotedPrintable }: TextSize): Omit<MailBody, 'content'> => {
  const base64 = base64Bytes(canonical);
  return quotedPrintable <= base64
    ? { encoding: 'quoted-printable', bytes: quotedPrintable }
    : { encoding: 'base64', bytes: base64 };
};

const maxLineLength = 76;
const lineBreakLength = 2;

/** Of so many bytes, line breaks included (RFC 2045 §6.8). */
export const base64Bytes = (length: number): number => {
  const encoded = Math.ceil(length / 3) * 4;
  return encoded + Math.ceil(encoded / maxLineLength) * lineBreakLength;
};

const [tab, blank] = [0x09, 0x20];
const escapeLength = 3;

/**
 * Counts a text line by line. Nearly all of it are letters that are written as they are: only the others are looked at, each
 * found by the platform, which costs a fraction of going from letter to letter.
 */
export const sizeOf = (text: string): TextSize => {
  const lines = text.includes('\r') ? text.replace(/\r\n?/gu, '\n') : text;
  let canonical = lines.length;
  let quotedPrintable = 0;
  let equalsAt = nextEquals(lines, 0);
  let escapedAt = nextEscaped(lines, 0);
  for (let from = 0; ; ) {
    const end = orEnd(lines.indexOf('\n', from), lines);
    let length = end - from;
    while (equalsAt < end) {
      length += escapeLength - 1;
      equalsAt = nextEquals(lines, equalsAt + 1);
    }
    while (escapedAt < end) {
      const bytes = utf8Bytes(lines, escapedAt);
      const places = bytes === pairBytes ? 2 : 1;
      canonical += bytes - places;
      length += bytes * escapeLength - places;
      escapedAt = nextEscaped(lines, escapedAt + places);
    }
    quotedPrintable += lineBytes(length, end > from ? lines.charCodeAt(end - 1) : 0);
    if (end === lines.length) return { canonical, quotedPrintable };
    canonical += lineBreakLength - 1;
    quotedPrintable += lineBreakLength;
    from = end + 1;
  }
};

const orEnd = (place: number, text: string): number => (place < 0 ? text.length : place);

const nextEquals = (text: string, from: number): number => orEnd(text.indexOf('=', from), text);

/** Everything but printable ASCII and tabs is written as `=XX`, and so is `=` itself, which is looked for on its own. */
const escaped = /[^\t\n\x20-\x7e]/g;

const nextEscaped = (text: string, from: number): number => {
  escaped.lastIndex = from;
  return escaped.test(text) ? escaped.lastIndex - 1 : text.length;
};

/** Of a letter that takes two places in a string. */
const pairBytes = 4;

/** Of the letter at this place; half a pair is written as U+FFFD. */
const utf8Bytes = (text: string, at: number): number => {
  const code = text.codePointAt(at) ?? 0;
  if (code > 0xffff) return pairBytes;
  if (code < 0x80) return 1;
  return code < 0x800 ? 2 : 3;
};

/** @param last letter of the line: a blank there is written as `=XX`. */
const lineBytes = (escapedLength: number, last: number): number => {
  const length = escapedLength + (last === tab || last === blank ? escapeLength - 1 : 0);
  return length + softBreaks(length) * softBreakLength;
};

/** `=` at the end of the line, CR, LF. */
const softBreakLength = 1 + lineBreakLength;

/** nodemailer breaks a long line at a space up to a third before its end: no line but the last is shorter. */
const shortestBrokenLine = 52;

/** At most so many: a line with room for its own CR LF is not broken. */
const softBreaks = (length: number): number => {
  const excess = length + lineBreakLength - maxLineLength;
  return excess <= 0 ? 0 : Math.ceil(excess / shortestBrokenLine);
};
