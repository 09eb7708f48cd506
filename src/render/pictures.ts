import type { MailImage, Report } from '../report/report.ts';
import type { Block } from '../report/section.ts';
import { chartSvg, type Series } from './chart/chart.ts';
import type { Rasterise } from './rasterise.ts';

/** The pictures of one report, by the very block that each shows. */
export type Pictures = ReadonlyMap<Series, MailImage>;

export const noPictures: Pictures = new Map();

/** Together with the HTML and text parts they must leave room in a mail, and no report is worth minutes of drawing. */
const most = { pictures: 40, bytes: 300_000 } as const;

/** Whether a report has anything to draw. */
export const hasSeries = (report: Report): boolean => seriesOf(report).length > 0;

/**
 * Draws the series of a report in its order, as many as a mail can carry. Their content ids are the same whenever the same
 * report is drawn, and others in another report; nothing in them came over the network.
 */
export const drawPictures = (report: Report, rasterise: Rasterise): Pictures => {
  const drawing = drawOneByOne(report, rasterise);
  let step = drawing.next();
  while (step.done !== true) step = drawing.next();
  return step.value;
};

/** As `drawPictures`, and gives way after each picture, so that a caller may let go of what it was drawn with. */
export function* drawOneByOne(report: Report, rasterise: Rasterise): Generator<undefined, Pictures> {
  const pictures = new Map<Series, MailImage>();
  let bytes = 0;
  for (const series of seriesOf(report).slice(0, most.pictures)) {
    const svg = chartSvg(series);
    if (svg === undefined) continue;
    const png = rasterise(svg);
    bytes += png.byteLength;
    if (bytes > most.bytes) break;
    const name = `series-${pictures.size + 1}`;
    const contentId = `${name}.${report.generatedAtMs}@unifi-report.invalid`;
    pictures.set(series, { contentId, fileName: `${name}.png`, png });
    yield;
  }
  return pictures;
}

const seriesOf = ({ network, integrations }: Report): readonly Series[] =>
  [
    ...network.flatMap(({ blocks }) => blocks),
    ...integrations.flatMap((section): readonly Block[] => (section.success ? section.data.blocks : [])),
  ].filter((block) => block.kind === 'series');

/** How the `src` of an image names its picture: in a mail by its content id (RFC 2392), in a page by the picture itself. */
export const pictureSources = {
  mail: ({ contentId }: MailImage): string => `cid:${contentId}`,
  page: ({ png }: MailImage): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`,
} as const;
