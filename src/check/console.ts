import { readUnder } from '../progress/progress.ts';
import { createSources } from '../sources.ts';
import { partReader } from '../unifi/collect.ts';
import { readParts } from '../unifi/read-parts.ts';
import { overhearAdvice } from './certificate-advice.ts';
import { type Check, lastHour } from './checklist.ts';
import { enterConsole } from './console-entry.ts';
import { sayParts, skippedParts } from './console-parts.ts';

/** Reaches the console, gets in, finds the site and reads every part of the network once, as a report does it. */
export const checkConsole: Check = async ({ settings, io, say, signal, progress }) => {
  const { log, advice } = overhearAdvice(settings.log);
  const sources = createSources({ ...settings, log }, io);
  const look = () =>
    sources.visitConsole(async (console, deadline) => {
      const read = partReader(deadline, { now: io.now, log });
      const isInside = await enterConsole(console, read, { config: settings.config.console, say, advice });
      if (isInside) await sayParts(readParts(console, lastHour(io.now()), read), say);
      else say(skippedParts);
      return isInside;
    }, signal);
  const visit = await readUnder(progress, 'Console', look, (outcome) => {
    if (!outcome.success) return outcome.failure.detail;
    return outcome.value ? undefined : 'it let nobody in';
  });
  if (!visit.success) say({ status: 'FAILED', subject: 'Console', detail: visit.failure.detail });
};
