import { crc32, deflateSync } from 'node:zlib';

/** Pixels from left to right and top to bottom, four bytes each: red, green, blue, all multiplied by alpha, and alpha. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/**
 * A PNG with a palette (PNG specification, third edition, colour type 3), a third of the size that its pixels have in
 * full colour: a chart has a handful of colours, and the shades between them at its edges.
 */
export const encodePng = (bitmap: Bitmap): Uint8Array => {
  const { colours, rows } = indexed(bitmap);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(bitmap)),
    chunk('PLTE', Buffer.from(colours.flatMap((colour) => colour.slice(0, 3)))),
    chunk('tRNS', Buffer.from(colours.map(([, , , alpha]) => alpha))),
    chunk('IDAT', packed(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Levels of 9: the better one takes twice as long for a twentieth of the size, which is worth it where that is much. */
const levels = { quick: 7, better: 8 } as const;
const largeBytes = 10_000;

const packed = (rows: Uint8Array): Buffer => {
  const quick = deflateSync(rows, { level: levels.quick });
  return quick.length < largeBytes ? quick : deflateSync(rows, { level: levels.better });
};

/** Types of filters (PNG specification §9.2): the pixels as they are, or their differences from the row above. */
const filters = { none: 0, up: 2 } as const;

const mostColours = 256;
/**
 * How coarse the palette is, from what no eye sees in the rim of a line to a palette that fits whatever the picture. A
 * colour of three hexadecimal digits, such as #38e, stays exactly as it is.
 */
const coarsenesses = [17, 51, 85, 255] as const;

interface Indexed {
  readonly colours: readonly Colour[];
  /** One byte per pixel, before each row the byte of its filter. */
  readonly rows: Uint8Array;
}

const indexed = (bitmap: Bitmap): Indexed => {
  const [finest, ...coarser] = coarsenesses;
  let result = indexedBy(bitmap, finest);
  for (const step of coarser) {
    if (result.colours.length <= mostColours) break;
    result = indexedBy(bitmap, step);
  }
  return result;
};

const bytesPerPixel = 4;

/** In most charts most rows are as the one above: those are only said to be, and no pixel of them is looked at. */
const indexedBy = ({ width, height, rgba }: Bitmap, step: number): Indexed => {
  const bytes = Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const pixels = asNumbers(rgba);
  const palette = createPalette(rgba, step);
  const rows = new Uint8Array(height * (width + 1));
  const rowBytes = width * bytesPerPixel;
  for (let y = 0; y < height; y += 1) {
    const from = y * rowBytes;
    const row = rows.subarray(y * (width + 1), (y + 1) * (width + 1));
    if (y > 0 && bytes.compare(bytes, from - rowBytes, from, from, from + rowBytes) === 0) {
      row[0] = filters.up;
    } else {
      row[0] = filters.none;
      indexRow(pixels, y * width, row.subarray(1), palette);
    }
  }
  return { colours: palette.colours, rows };
};

/** A number for each pixel, in whatever order of bytes: they are only ever compared with each other. */
const asNumbers = (rgba: Uint8Array): Int32Array => {
  const aligned = rgba.byteOffset % Int32Array.BYTES_PER_ELEMENT === 0 ? rgba : Uint8Array.from(rgba);
  return new Int32Array(aligned.buffer, aligned.byteOffset, Math.floor(rgba.length / bytesPerPixel));
};

/** @param from place of the row's first pixel */
const indexRow = (pixels: Int32Array, from: number, row: Uint8Array, palette: Palette): void => {
  let before: number | undefined;
  let index = 0;
  for (let x = 0; x < row.length; x += 1) {
    const pixel = pixels[from + x];
    // Most pixels are as the one before.
    if (pixel !== before) index = palette.of(pixel ?? 0, from + x);
    before = pixel;
    row[x] = index;
  }
};

type Palette = ReturnType<typeof createPalette>;

/** Colours in the order in which they are met. */
const createPalette = (rgba: Uint8Array, step: number) => {
  const colours: Colour[] = [];
  const byPixel = new Map<number, number>();
  const byColour = new Map<string, number>();
  const add = (pixel: number, place: number): number => {
    const colour = colourOf(rgba.subarray(place * bytesPerPixel), step);
    const key = colour.join();
    const index = byColour.get(key) ?? colours.push(colour) - 1;
    byColour.set(key, index);
    byPixel.set(pixel, index);
    return index;
  };
  return {
    colours,
    /** @param place where this pixel is met, which tells its colour */
    of: (pixel: number, place: number): number => byPixel.get(pixel) ?? add(pixel, place),
  };
};

const transparent: Colour = [0, 0, 0, 0];

const colourOf = ([red = 0, green = 0, blue = 0, alpha = 0]: Uint8Array, step: number): Colour => {
  const coarse = (value: number): number => Math.min(255, Math.round(value / step) * step);
  if (coarse(alpha) === 0) return transparent;
  const channel = (value: number): number => coarse((value * 255) / alpha);
  return [channel(red), channel(green), channel(blue), coarse(alpha)];
};

const header = ({ width, height }: Bitmap): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  // Eight bits per pixel, by palette.
  data.set([8, 3, 0, 0, 0], 8);
  return data;
};

/** Length, type, data and checksum of type and data (PNG specification §5.3). */
const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, checksum]);
};
