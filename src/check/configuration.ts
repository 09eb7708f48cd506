import { skippedTimes } from '../schedule/schedule.ts';
import type { Check } from './checklist.ts';

/** It was read before anything could be tried; what is left to say are its warnings. */
export const checkConfiguration: Check = async ({ settings: { config }, io, say }) => {
  const notes = [...config.warnings, ...skippedTimes(config.schedule, io.now())];
  say({ status: 'OK', subject: 'Configuration', detail: 'complete', notes });
};
