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
export const smallestBody = (text: string): MailBody => {
  const content = text.replace(/\r\n|\r|\n/gu, '\r\n');
  const base64 = base64Bytes(Buffer.byteLength(content));
  const quotedPrintable = quotedPrintableBytes(content);
  return quotedPrintable <= base64
    ? { content, encoding: 'quoted-printable', bytes: quotedPrintable }
    : { content, encoding: 'base64', bytes: base64 };
};

const maxLineLength = 76;
const lineBreakLength = 2;

/** Of so many bytes, line breaks included (RFC 2045 §6.8). */
export const base64Bytes = (length: number): number => {
  const encoded = Math.ceil(length / 3) * 4;
  return encoded + Math.ceil(encoded / maxLineLength) * lineBreakLength;
};

/** One pass over the bytes: a page has thousands of lines, and is measured several times until it fits. */
const quotedPrintableBytes = (content: string): number => {
  let bytes = 0;
  let length = 0;
  let last = 0;
  for (const byte of Buffer.from(content)) {
    if (byte === lineFeed) {
      bytes += lineBytes(length, last) + lineBreakLength;
      length = 0;
      last = 0;
    } else if (byte !== carriageReturn) {
      length += isLiteral(byte) ? 1 : 3;
      last = byte;
    }
  }
  return bytes + lineBytes(length, last);
};

/** In canonical form they stand together alone. */
const [carriageReturn, lineFeed] = [0x0d, 0x0a];

/** @param last byte of the line: a blank there is written as `=XX`. */
const lineBytes = (escapedLength: number, last: number): number => {
  const length = escapedLength + (isBlank(last) ? 2 : 0);
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

const isBlank = (byte: number): boolean => byte === 0x09 || byte === 0x20;

/** Everything but printable ASCII and tabs is written as `=XX`, and so is `=` itself. */
const isLiteral = (byte: number): boolean => byte === 0x09 || (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d);
