/** A part of a mail, by its type and what it is for: `image/png inline`. */
export type MimeTree = string | { readonly [type: string]: readonly MimeTree[] };

/** The parts of a raw mail, each with those inside it (RFC 2046 §5.1). */
export const mimeTree = (raw: string): MimeTree => {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ');
  const headerOf = (name: string): string =>
    new RegExp(`^${name}: ([^\r\n]*)`, 'im').exec(headers)?.[1] ?? '';
  const type = headerOf('Content-Type');
  const name = type.split(';')[0] ?? '';
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1];
  if (boundary !== undefined) {
    const [, ...parts] = `\r\n${raw.slice(end + 4)}`.split(`\r\n--${boundary}`);
    return { [name]: parts.filter((part) => !part.startsWith('--')).map((part) => mimeTree(part.slice(2))) };
  }
  const disposition = headerOf('Content-Disposition').split(';')[0] ?? '';
  return disposition === '' ? name : `${name} ${disposition}`;
};
