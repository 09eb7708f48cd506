import type { Email } from './report/report.ts';
import { base64Bytes, smallestEncoding } from './transfer-encoding.ts';

/** Bytes of a whole mail. What is larger is refused here and there, and read by nobody on a phone. */
export const mostMailBytes = 1_000_000;

/** For the headers of the mail, a long list of recipients among them. */
const headersBytes = 60_000;
/** For the headers and boundaries of one part. */
const partBytes = 500;

/** What a mail will weigh on its way, at most. */
export const mailBytes = ({ html, text, images, page, attachedAs }: Email): number => {
  const bodies = attachedAs === undefined ? [html, text] : [html, text, page];
  const sizes = [
    ...bodies.map((body) => smallestEncoding(body).bytes),
    ...images.map(({ png }) => base64Bytes(png.byteLength)),
  ];
  return sizes.reduce((sum, bytes) => sum + bytes + partBytes, headersBytes);
};
