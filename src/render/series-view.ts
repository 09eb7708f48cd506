import type { SeriesMark } from '../report/section.ts';
import type { BlockViewOf } from './block-view.ts';
import { cellView, labelMaxLength, titleMaxLength } from './cell.ts';
import { chartSize } from './chart/chart.ts';
import { type Axis, axisOf, type Series, samplesOf } from './chart/samples.ts';
import { seriesShares } from './series.ts';
import { heightTag } from './tags.ts';
import { andMore, type Writer } from './writer.ts';

const barsHeightPx = 36;
const hourMs = 3_600_000;
/** The report of a day, on the day with 25 hours too. */
const dayWithSlackMs = 26 * hourMs;

/** A series in written words, and where its picture is. Nothing where there is no sample. */
export const seriesView = (series: Series, write: Writer): BlockViewOf<'series'> | undefined => {
  const samples = samplesOf(series);
  if (samples.length === 0) return undefined;
  const axis = axisOf(series, samples);
  const title = write.text(series.title, titleMaxLength);
  const summary = cellView(series.summary, write);
  const largest = series.largest === undefined ? '' : write.value(series.largest);
  const marks = marksInWords(series.marks ?? [], axis, write);
  const src = write.pictureSource(series);
  const heights = seriesShares(series).map((share) =>
    share === null ? 0 : Math.max(1, Math.round(share * barsHeightPx)),
  );
  return {
    kind: 'series',
    title,
    summary,
    largest,
    marks,
    inWords: inWords([
      series.summary === null ? '' : summary.text,
      summary.text.includes(largest) ? '' : `at most ${largest}`,
      marks,
    ]),
    from: write.value({ atMs: axis.fromMs }),
    to: write.value({ atMs: axis.toMs }),
    picture: src === '' ? null : { src, ...chartSize },
    heights,
    tags: heights.map(heightTag),
  };
};

/** The title stands right above: with pictures off it would be read twice. */
const inWords = (figures: readonly string[]): string => {
  const known = figures.filter((figure) => figure !== '');
  return known.length === 0 ? 'Chart' : `Chart: ${known.join(', ')}`;
};

/** More are counted: the picture shows them all. */
const mostMarks = 3;

/** "outage 02:47–03:01, outage 05:10–05:12 and 4 more"; empty without any. */
const marksInWords = (marks: readonly SeriesMark[], axis: Axis, write: Writer): string => {
  const withDate = axis.toMs - axis.fromMs > dayWithSlackMs;
  const inside = marks.filter(({ fromMs, toMs }) => toMs >= axis.fromMs && fromMs <= axis.toMs);
  const shown = inside
    .slice(0, mostMarks)
    .map(
      ({ label, fromMs, toMs }) =>
        `${write.text(label, labelMaxLength)} ${write.timeRange(fromMs, toMs, { withDate })}`,
    );
  const more = andMore(write, inside.length - mostMarks);
  return more === '' ? shown.join(', ') : `${shown.join(', ')} ${more}`;
};
