import { encodePng } from './png.ts';

/** An SVG of ours as a PNG. @throws Error when it cannot be read as an SVG. */
export type Rasterise = (svg: string) => Uint8Array;

const importResvg = () => import('@resvg/resvg-js');

/**
 * To learn which C library this is, the package asks for Node's report at its import; for that Node looks up the name of
 * whatever each open connection leads to, one after the other, and everything stands still until the last is answered
 * (Node API, `process.report.excludeNetwork`).
 */
const lookNothingUp = (): void => void Object.assign(process.report, { excludeNetwork: true });

/** A chart holds no text, so no font is looked for: that alone would take longer than the picture. */
const options = { font: { loadSystemFonts: false }, logLevel: 'off' } as const;

/**
 * Opens what draws the pictures: prebuilt code for this platform, loaded only when there is something to draw.
 * @throws Error where there is none for this platform, or its package is not installed.
 */
export const openRasteriser = async (importLibrary = importResvg): Promise<Rasterise> => {
  lookNothingUp();
  const { Resvg } = await importLibrary();
  return (svg) => {
    const { width, height, pixels } = new Resvg(svg, options).render();
    return encodePng({ width, height, rgba: pixels });
  };
};
