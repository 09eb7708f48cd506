import type { Check, CheckContext } from './checklist.ts';
import { checkConfiguration } from './configuration.ts';
import { checkConsole } from './console.ts';
import { checkDataDirectory } from './data-directory.ts';
import { checkIntegrations } from './integrations.ts';
import { checkMailServer } from './mail-server.ts';
import { checkWebhook } from './webhook.ts';

const checklist: readonly Check[] = [
  checkConfiguration,
  checkDataDirectory,
  checkConsole,
  checkIntegrations,
  checkMailServer,
  checkWebhook,
];

/**
 * Tries everything that a report needs, one after the other, so that a long wait is seen where it is. Nothing is sent and
 * nothing recorded. Never rejects; ends early when the signal aborts.
 */
export const runChecklist = async (context: CheckContext): Promise<void> => {
  for (const check of checklist) {
    if (context.signal.aborted) return;
    await check(context);
  }
};
