/** How much of a report is written out; what is left out is counted in its place. */
export interface Limits {
  /** Rows per table, items per list, findings. */
  readonly rows: number;
  /** Blocks per section. */
  readonly blocks: number;
  /** Code points per text. */
  readonly textLength: number;
}

/** From generous to tight: the first with which the mail fits is used. */
export const limitSteps: readonly [Limits, ...Limits[]] = [
  { rows: 25, blocks: 40, textLength: 600 },
  { rows: 15, blocks: 30, textLength: 600 },
  { rows: 8, blocks: 20, textLength: 400 },
  { rows: 4, blocks: 10, textLength: 240 },
  { rows: 2, blocks: 4, textLength: 160 },
  { rows: 1, blocks: 1, textLength: 80 },
  { rows: 1, blocks: 0, textLength: 80 },
];

/** Gmail cuts a message off near 102 KB (libraries reference §2); this leaves room for what encodings add. */
export const maxEncodedHtmlBytes = 90_000;

const mimeLineLength = 76;

/**
 * Bytes of a text part as sent, in whichever of base64 and quoted-printable is longer: the mailer chooses the encoding
 * by content (RFC 2045 §6.7, §6.8).
 */
export const encodedBytes = (text: string): number => {
  const bytes = Buffer.from(text, 'utf8');
  return Math.max(base64Bytes(bytes.length), quotedPrintableBytes(bytes));
};

const base64Bytes = (length: number): number => {
  const encoded = Math.ceil(length / 3) * 4;
  return encoded + Math.ceil(encoded / mimeLineLength) * 2;
};

/** Counts every `=`, control character and non-ASCII byte as three, and a soft break (`=`, CR, LF) per line. */
const quotedPrintableBytes = (bytes: Uint8Array): number => {
  let encoded = 0;
  for (const byte of bytes) encoded += byte > 126 || byte < 32 || byte === 61 ? 3 : 1;
  // A line is broken early rather than inside an =XX.
  return encoded + Math.ceil(encoded / (mimeLineLength - 3)) * 3;
};
