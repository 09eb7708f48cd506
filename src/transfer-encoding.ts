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
export const smallestEncoding = (text: string): Omit<MailBody, 'content'> => {
  const { canonical, quotedPrintable } = measured(text);
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

const [tab, lineFeed, carriageReturn, blank, equalsSign, tilde] = [0x09, 0x0a, 0x0d, 0x20, 0x3d, 0x7e];
const escapeLength = 3;
const firstBeyondAscii = 0x80;

/** Everything but printable ASCII and tabs is written as `=XX`, and so is `=` itself. */
const asciiLengths = Uint8Array.from({ length: firstBeyondAscii }, (_, letter) =>
  letter === tab || (letter >= blank && letter <= tilde && letter !== equalsSign) ? 1 : escapeLength,
);

/**
 * Bytes of a text in canonical form, and of that as quoted-printable. One pass over the letters and no copy of them: a page
 * is long, and measured several times until it fits.
 */
const measured = (text: string): { readonly canonical: number; readonly quotedPrintable: number } => {
  let canonical = 0;
  let quotedPrintable = 0;
  let length = 0;
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter >= firstBeyondAscii) {
      const bytes = utf8Bytes(text, at);
      canonical += bytes;
      length += bytes * escapeLength;
      last = letter;
      if (bytes === pairBytes) at += 1;
    } else if (letter === lineFeed || letter === carriageReturn) {
      if (letter === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at += 1;
      canonical += lineBreakLength;
      quotedPrintable += lineBytes(length, last) + lineBreakLength;
      length = 0;
      last = 0;
    } else {
      canonical += 1;
      length += asciiLengths[letter] ?? escapeLength;
      last = letter;
    }
  }
  return { canonical, quotedPrintable: quotedPrintable + lineBytes(length, last) };
};

/** Of a letter that takes two places in a string. */
const pairBytes = 4;

/** Of the letter at this place, which is none of ASCII; half a pair is written as U+FFFD. */
const utf8Bytes = (text: string, at: number): number => {
  const code = text.codePointAt(at) ?? 0;
  if (code > 0xffff) return pairBytes;
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
