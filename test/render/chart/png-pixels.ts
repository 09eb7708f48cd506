import { crc32, inflateSync } from 'node:zlib';

export interface Decoded {
  readonly width: number;
  readonly height: number;
  /** `#rrggbbaa`, or `''` where nothing is drawn. */
  at(x: number, y: number): string;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

const chunksOf = (png: Buffer): readonly Chunk[] => {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const content = png.subarray(at + 4, at + 8 + length);
    if (png.readUInt32BE(at + 8 + length) !== crc32(content)) throw new Error('a checksum is wrong');
    chunks.push({ type: content.toString('latin1', 0, 4), data: content.subarray(4) });
    at += 12 + length;
  }
  return chunks;
};

/** The rows without their filters: none, or differences from the row above (PNG specification §9.2). */
const unfiltered = (rows: Buffer, rowLength: number): Buffer => {
  const pixels = Buffer.from(rows);
  for (let at = 0; at < rows.length; at += rowLength) {
    const filter = rows[at];
    if (filter !== 0 && filter !== 2) throw new Error(`a filter that is not used here: ${filter}`);
    if (filter === 0) continue;
    for (let x = 1; x < rowLength; x += 1)
      pixels[at + x] = ((rows[at + x] ?? 0) + (pixels[at + x - rowLength] ?? 0)) % 256;
  }
  return pixels;
};

/** Reads a PNG with a palette; anything else is an error. */
export const decodePng = (bytes: Uint8Array): Decoded => {
  const png = Buffer.from(bytes);
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('no PNG');
  const chunks = chunksOf(png);
  const [header, palette, alphas, pixels] = ['IHDR', 'PLTE', 'tRNS', 'IDAT'].map(
    (type) => chunks.find((chunk) => chunk.type === type)?.data ?? Buffer.alloc(0),
  );
  if (header === undefined || palette === undefined || alphas === undefined || pixels === undefined)
    throw new Error('a chunk is missing');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header[8] !== 8 || header[9] !== 3) throw new Error('no palette of 256 colours');
  const filtered = inflateSync(pixels);
  if (filtered.length !== height * (width + 1)) throw new Error('rows are missing');
  const rows = unfiltered(filtered, width + 1);
  return {
    width,
    height,
    at: (x, y) => {
      const index = rows[y * (width + 1) + 1 + x] ?? -1;
      const alpha = alphas[index];
      if (alpha === undefined) throw new Error('a pixel without a colour');
      const hex = palette.toString('hex', index * 3, index * 3 + 3);
      return alpha === 0 ? '' : `#${hex}${alpha.toString(16).padStart(2, '0')}`;
    },
  };
};
