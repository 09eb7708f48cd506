import type { CheckLine } from '../check/checklist.ts';
import { checkConfiguration } from '../check/configuration.ts';
import { checkConsole } from '../check/console.ts';
import { checkIntegrations } from '../check/integrations.ts';
import { checkMailServer } from '../check/mail-server.ts';
import { checkWebhook } from '../check/webhook.ts';
import { noProgress } from '../progress/progress.ts';
import type { Settings } from '../settings.ts';
import { sendTestMail } from './test-mail.ts';
import { sendTestPost } from './test-post.ts';
import type { SetupWorld } from './world.ts';

const checks = [checkConfiguration, checkConsole, checkIntegrations, checkMailServer, checkWebhook] as const;

interface Trial {
  readonly settings: Settings;
  readonly sendTest: boolean;
  readonly say: (line: CheckLine) => void;
}

/**
 * Tries what `check --live` tries, but for the data directory: that belongs to the place where the program will run.
 * Ends early when the signal aborts.
 * @returns what failed
 */
export const tryAnswers = async (
  { settings, sendTest, say }: Trial,
  { io, signal }: SetupWorld,
): Promise<readonly string[]> => {
  const failed: string[] = [];
  const note = (line: CheckLine): void => {
    // What is cancelled has not failed.
    if (signal.aborted) return;
    if (line.status === 'FAILED') failed.push(line.subject);
    say(line);
  };
  for (const check of checks) {
    if (!signal.aborted) await check({ settings, io, signal, say: note, progress: noProgress });
  }
  // A message through a server that has just failed would only fail again.
  if (!sendTest || failed.length > 0) return failed;
  const { mail, webhook } = settings.config;
  if (mail !== undefined && !signal.aborted) note(await sendTestMail(mail, settings, { io, signal }));
  if (webhook !== undefined && !signal.aborted) note(await sendTestPost(webhook, settings, { io, signal }));
  return failed;
};
