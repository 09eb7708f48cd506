import type { CheckLine } from '../../check/checklist.ts';
import { checkMailServer } from '../../check/mail-server.ts';
import { writeLine } from '../../check/write.ts';
import { hostOf } from '../../deliver/webhook/settings.ts';
import { createScrub } from '../../log-scrub.ts';
import { noProgress } from '../../progress/progress.ts';
import type { Settings } from '../../settings.ts';
import { type Answers, isAnswered, mailVariables } from '../answers.ts';
import type { Asking } from '../asking.ts';
import { type MailRecipe, mailRecipeCalled, mailRecipes } from '../mail-recipes.ts';
import type { Step, Trial } from '../step.ts';
import { sendTestMail } from '../test-mail.ts';
import type { SetupRequest, SetupWorld } from '../world.ts';
import { askMail, recipeOfHost } from './mail-questions.ts';

/** Where reports go, and that a message gets there. */
export const mailStep = (asking: Asking, world: SetupWorld, { mail }: Pick<SetupRequest, 'mail'>): Step => ({
  title: 'Mail',
  variables: mailVariables,
  unasked: ['EMAIL_CC', 'EMAIL_BCC', 'EMAIL_REPLY_TO', 'SMTP_TLS_VERIFY'],
  leaveOut: 'Do without mail: reports are only saved',
  ask: async (answers, before) => {
    const isFirst = Object.keys(before).length === 0;
    const recipe = await chooseRecipe(answers, asking, isFirst ? mail : undefined);
    return recipe.id === 'none' ? answers : askMail(recipe, answers, before, asking);
  },
  trial: async (answers) => {
    const settings = await world.openSettings(answers);
    const { mail, webhook } = settings.config;
    if (mail === undefined) {
      asking.prompter.say([
        webhook === undefined ? onlySaved : `Reports are posted to ${hostOf(webhook)}, and saved.`,
      ]);
      return { works: true, answers };
    }
    asking.prompter.say(['Asking the mail server …']);
    const failure = await logIn(settings, asking, world);
    if (failure !== undefined || world.signal.aborted) return failed(failure, settings);
    const message = `Send a test message to ${mail.to.join(', ')}?`;
    if (!(await asking.prompter.confirm(message, true))) return { works: true, answers };
    const sent = await sendTestMail(mail, settings, world);
    if (sent.status === 'FAILED') return failed(sent, settings);
    asking.prompter.say([writeLine(sent, createScrub(settings.config.secrets))], 'good');
    return { works: true, answers };
  },
});

const onlySaved = 'Reports are only saved; saving them counts as delivery.';

/** @throws SetupStopped */
const chooseRecipe = async (
  answers: Answers,
  { prompter }: Asking,
  asked: string | undefined,
): Promise<MailRecipe> => {
  const named = asked === undefined ? undefined : mailRecipeCalled(asked);
  if (named !== undefined) return named;
  if (isAnswered(answers, 'SMTP_HOST')) return recipeOfHost(answers.SMTP_HOST);
  const id = await prompter.choose({
    message: 'Which mail server sends the reports?',
    choices: mailRecipes.map(({ id, title }) => ({ value: id, label: title })),
  });
  return mailRecipeCalled(id) ?? recipeOfHost(undefined);
};

/** @returns the line that says what failed; undefined when the server lets us in */
const logIn = async (
  settings: Settings,
  { prompter }: Asking,
  { io, signal }: SetupWorld,
): Promise<CheckLine | undefined> => {
  const scrub = createScrub(settings.config.secrets);
  const lines: CheckLine[] = [];
  const say = (line: CheckLine): void => void lines.push(line);
  await checkMailServer({ settings, io, signal, progress: noProgress, say });
  const failure = lines.find(({ status }) => status === 'FAILED');
  if (failure === undefined)
    prompter.say(
      lines.map((line) => writeLine(line, scrub)),
      'good',
    );
  return failure;
};

const failed = (line: CheckLine | undefined, { config }: Settings): Trial => ({
  works: false,
  reasons: line === undefined ? [] : [writeLine(line, createScrub(config.secrets))],
});
