import { contrastRatio, over, type Rgba, readColour } from './colour.ts';
import type { Box, DrawnText, PageMeasure } from './measure.ts';

/** Looks for one kind of fault; one line per fault, none where all is well. */
export type Check = (measure: PageMeasure) => readonly string[];

/** Browsers round to whole pixels here and to fractions there. */
const roundingPx = 1;

const minimalContrast = 4.5;
const phoneWidth = 480;
const smallestPhonePrintPx = 12;

const shown = ({ text, path }: { readonly text: string; readonly path: string }): string =>
  `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}" in ${path}`;

/** A reader would have to scroll sideways. */
export const widerThanWindow: Check = ({ scrollWidth, windowWidth, beyond }) =>
  scrollWidth > windowWidth + roundingPx || beyond.length > 0
    ? [`${scrollWidth} px wide in a window of ${windowWidth} px: ${beyond.slice(0, 3).join(', ')}`]
    : [];

/** Something is cut off, or must be scrolled into view. */
export const clipped: Check = ({ clips }) =>
  clips
    .filter(({ hiddenWidth, hiddenHeight }) => hiddenWidth > roundingPx || hiddenHeight > roundingPx)
    .map((clip) => `${clip.hiddenWidth} × ${clip.hiddenHeight} px hidden of ${shown(clip)}`);

/** A text sticks out of the cell or paragraph that it belongs to. */
export const spilling: Check = ({ texts }) =>
  texts
    .filter(({ lines, container }) =>
      lines.some(
        ({ left, right }) => left < container.left - roundingPx || right > container.right + roundingPx,
      ),
    )
    .map((text) => `sticks out: ${shown(text)}`);

/** Two texts stand in the same place. */
export const overlapping: Check = ({ texts }) => {
  const lines = texts
    .flatMap((text, index) => text.lines.map((line) => ({ text, index, body: bodyOf(line) })))
    .toSorted((one, other) => one.body.top - other.body.top);
  return lines.flatMap((one, at) => {
    const faults: string[] = [];
    for (const other of lines.slice(at + 1)) {
      if (other.body.top >= one.body.bottom) break;
      if (other.index !== one.index && meet(one.body, other.body))
        faults.push(`${shown(one.text)} and ${shown(other.text)}`);
    }
    return faults;
  });
};

/** Where the letters are: a line's box holds room above and below them, which may well be shared. */
const bodyOf = ({ left, right, top, bottom }: Box): Box => {
  const room = (bottom - top) / 4;
  return { left: left + roundingPx, right: right - roundingPx, top: top + room, bottom: bottom - room };
};

const meet = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** WCAG 2.2, 1.4.3 without its exception for large print. */
export const tooFaint: Check = ({ texts }) =>
  texts.flatMap((text) => {
    if (text.backgrounds.some(({ image }) => image !== 'none')) return [`drawn on a picture: ${shown(text)}`];
    const ratio = contrastOf(text);
    return ratio < minimalContrast ? [`${ratio.toFixed(2)}:1 for ${shown(text)}`] : [];
  });

/** `opacity` lets the ground behind shine through text and own background alike: it only ever lessens the contrast. */
const contrastOf = ({ colour, backgrounds, opacity }: DrawnText): number => {
  const nothing: Rgba = [0, 0, 0, 0];
  const ground = backgrounds
    .map((one) => readColour(one.colour))
    .reduce((upper, lower) => over(upper, lower), nothing);
  const [red, green, blue, alpha] = readColour(colour);
  return contrastRatio(over([red, green, blue, alpha * opacity], ground), ground);
};

/** On a phone nobody can read smaller letters. */
export const tooSmall: Check = ({ windowWidth, texts }) =>
  windowWidth > phoneWidth
    ? []
    : texts
        .filter(({ fontSizePx }) => fontSizePx < smallestPhonePrintPx)
        .map((text) => `${text.fontSizePx} px: ${shown(text)}`);

/** With pictures off, nothing would stand in its place. */
export const withoutWords: Check = ({ images }) =>
  images
    .filter(({ alt }) => alt === null || alt.trim() === '')
    .map(({ path }) => `no alternative text: ${path}`);

/** A table of data has headers that say what they head; one that only arranges says so and has none. */
export const unclearTables: Check = ({ tables }) =>
  tables.flatMap(({ path, isLayout, headers, headersWithoutScope }) => {
    if (isLayout) return headers > 0 ? [`headers in a table that only arranges: ${path}`] : [];
    if (headers === 0) return [`no headers: ${path}`];
    return headersWithoutScope > 0 ? [`headers without scope: ${path}`] : [];
  });

export const checks = {
  'wider than the window': widerThanWindow,
  clipped,
  'sticking out of its place': spilling,
  overlapping,
  'too faint': tooFaint,
  'too small': tooSmall,
  'a picture without words': withoutWords,
  'a table that is unclear': unclearTables,
} as const satisfies Record<string, Check>;

/** All faults of a page, each with its kind in front. */
export const faultsOf = (measure: PageMeasure): readonly string[] =>
  Object.entries(checks).flatMap(([kind, check]) => check(measure).map((fault) => `${kind}: ${fault}`));
