import { describe, expect, test } from 'vitest';
import { chartColours, palettes } from '../../src/render/colours.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

test('black on white has a contrast of 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each(Object.entries(palettes))('in the %s scheme text can be read', (_, palette) => {
  test.each(Object.entries(palette.shades))('%s on its own surface and on the card', (_name, shade) => {
    expect(contrast(shade.ink, shade.surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(shade.ink, palette.card)).toBeGreaterThanOrEqual(4.5);
  });

  test('ink and small print on card and page', () => {
    for (const ink of [palette.ink, palette.muted]) {
      expect(contrast(ink, palette.card)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink, palette.page)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('a picture stands out from both cards', () => {
  const long = (colour: string): string => colour.replaceAll(/[0-9a-f]/g, '$&$&');

  test.each([chartColours.accent, chartColours.mark, chartColours.line])('%s', (colour) => {
    for (const { card } of Object.values(palettes))
      expect(contrast(long(colour), card)).toBeGreaterThanOrEqual(3);
  });
});
