import type { Check } from './checklist.ts';

/** It was read before anything could be tried; what is left to say are its warnings. */
export const checkConfiguration: Check = async ({ settings, say }) => {
  say({ status: 'OK', subject: 'Configuration', detail: 'complete', notes: settings.config.warnings });
};
