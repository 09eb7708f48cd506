import { writeLine } from '../../check/write.ts';
import { fileTwinOf } from '../../config/secrets.ts';
import { hostOf, webhookFormats } from '../../deliver/webhook/settings.ts';
import { createScrub } from '../../log-scrub.ts';
import { type Answers, isAnswered } from '../answers.ts';
import { type Asking, askSecret } from '../asking.ts';
import type { Step } from '../step.ts';
import { sendTestPost } from '../test-post.ts';
import type { SetupWorld } from '../world.ts';

/** A webhook that was given beforehand: whether it takes what is posted to it. Nobody is asked for one. */
export const webhookStep = (asking: Asking, world: SetupWorld): Step => ({
  title: 'Webhook',
  variables: ['WEBHOOK_URL', 'WEBHOOK_FORMAT', 'WEBHOOK_SECRET'],
  leaveOut: 'Do without the webhook',
  ask: async (answers, before) => {
    const signed = { ...keyIn(before), ...answers };
    const question = { name: 'WEBHOOK_URL', message: 'The address that reports are posted to' } as const;
    return askFormat(await askSecret(question, signed, asking), before, asking);
  },
  trial: async (answers) => {
    const settings = await world.openSettings(answers);
    const { webhook, secrets } = settings.config;
    if (webhook === undefined) return { works: true, answers };
    const message = `Post a test message to ${hostOf(webhook)}?`;
    if (!(await asking.prompter.confirm(message, true))) return { works: true, answers };
    const posted = await sendTestPost(webhook, settings, world);
    const line = writeLine(posted, createScrub(secrets));
    if (posted.status === 'FAILED') return { works: false, reasons: [line] };
    asking.prompter.say([line], 'good');
    return { works: true, answers };
  },
});

/** It signs for whatever address: another one needs no other. */
const keyIn = (before: Answers): Answers => {
  const names = ['WEBHOOK_SECRET', fileTwinOf('WEBHOOK_SECRET')];
  return Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)));
};

/** Asked for only after something did not work: at first what was given beforehand stands. @throws SetupStopped */
const askFormat = async (answers: Answers, before: Answers, { prompter }: Asking): Promise<Answers> => {
  if (!isAnswered(before, 'WEBHOOK_URL') || isAnswered(answers, 'WEBHOOK_FORMAT')) return answers;
  const choices = webhookFormats.map((format) => ({ value: format, label: format }));
  const format = await prompter.choose({ message: 'In which form? (docs/webhook.md)', choices });
  return { ...answers, WEBHOOK_FORMAT: format };
};
