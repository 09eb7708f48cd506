import { Duplex, pipeline, type Readable, type Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { ignoreLateErrors } from './connect.ts';
import { SourceError } from './errors.ts';

/** What we can decompress, as browsers ask for it: proxies are known to break the newer ones where they can look inside. */
export const acceptedEncodings = (isSecure: boolean): string =>
  isSecure ? 'br, gzip, deflate, zstd' : 'gzip, deflate';

/** More than anybody needs; each costs memory (as curl, CVE-2022-32206). */
const mostEncodings = 5;

/** They have no body, whatever their headers say (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
const bodiless = new Set([204, 205, 304]);

/**
 * A body as it was before it was compressed, no further than somebody reads it. With an encoding among them that is not
 * known, it is handed on as it came.
 * @param encoding of the header `content-encoding`
 * @throws SourceError `invalid_response` for more encodings than five
 */
export function decompressed(response: Readable, status: number, encoding: string | null): Readable {
  if (encoding === null || bodiless.has(status)) return response;
  const names = encoding.toLowerCase().split(',', mostEncodings + 1);
  if (names.length > mostEncodings)
    throw new SourceError('invalid_response', 'answered with data that could not be decompressed');
  const makers = names.reverse().map((name) => decoders.get(name.trim()));
  let body = response;
  for (const decoder of makers.includes(undefined) ? [] : makers.flatMap((make) => make?.() ?? [])) {
    ignoreLateErrors(decoder);
    body = pipeline(body, decoder, () => undefined);
  }
  return body;
}

/** Less strict than by default, as curl and browsers are: some servers leave the end out. */
const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

const gunzip = () => createGunzip(lenient);

const decoders = new Map<string, () => Duplex>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', () => createInflateEither()],
  [
    'br',
    () =>
      createBrotliDecompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      }),
  ],
  [
    'zstd',
    () =>
      createZstdDecompress({
        finishFlush: constants.ZSTD_e_flush,
        // The window that everybody has to support (RFC 9659 §3): a larger one is memory that a server decides about.
        params: { [constants.ZSTD_d_windowLogMax]: 23 },
      }),
  ],
]);

/** `deflate` is meant to be in zlib's wrapper (RFC 9110 §8.4.1.2), but some servers send it bare. */
function createInflateEither(): Duplex {
  let inner: Transform | undefined;
  const open = (firstByte: number): Transform => {
    const inflate = (firstByte & 0x0f) === 0x08 ? createInflate(lenient) : createInflateRaw(lenient);
    inflate.on('data', (piece) => outer.push(piece) || inflate.pause());
    inflate.on('end', () => outer.push(null));
    inflate.on('error', (error) => outer.destroy(error));
    return inflate;
  };
  const outer = new Duplex({
    write(piece: Buffer, _, done) {
      inner ??= open(piece[0] ?? 0);
      inner.write(piece, done);
    },
    final(done) {
      if (inner === undefined) outer.push(null);
      else inner.end();
      done();
    },
    read: () => void inner?.resume(),
    destroy(error, done) {
      inner?.destroy();
      done(error);
    },
  });
  return outer;
}
