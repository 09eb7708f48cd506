import { setImmediate } from 'node:timers/promises';
import { collectYoung } from './collect.ts';
import type { Log } from './net/log.ts';
import { drawOneByOne, hasSeries, noPictures, type Pictures } from './render/pictures.ts';
import { openRasteriser, type Rasterise } from './render/rasterise.ts';
import type { Report } from './report/report.ts';

/** Draws the pictures of a report. Never rejects: a report that cannot have pictures goes out with bars in their place. */
export type Draw = (report: Report) => Promise<Pictures>;

/** What draws is loaded at once, while the sources are asked; where it is missing is told when there is something to draw. */
export const createDrawing = (log: Log, open: () => Promise<Rasterise> = openRasteriser): Draw => {
  const opened = open();
  opened.catch(() => undefined);
  return async (report) => {
    if (!hasSeries(report)) return noPictures;
    try {
      return await drawInTurns(report, await opened);
    } catch (error) {
      log.warn({ event: 'pictures_not_drawn', error }, 'The report goes out without pictures');
      return noPictures;
    }
  };
};

/** A picture is drawn in two megabytes outside the heap: each in those of the one before. */
const drawInTurns = async (report: Report, rasterise: Rasterise): Promise<Pictures> => {
  const drawing = drawOneByOne(report, rasterise);
  for (let step = drawing.next(); ; step = drawing.next()) {
    if (step.done === true) return step.value;
    collectYoung();
    await setImmediate();
  }
};
