import { type Answers, isAnswered } from '../answers.ts';
import { type Asking, askSecret, askText } from '../asking.ts';
import { type MailRecipe, mailRecipes } from '../mail-recipes.ts';

/** Everything the mail server needs, as far as it is not answered. @throws SetupStopped */
export const askMail = async (
  recipe: MailRecipe,
  answers: Answers,
  before: Answers,
  asking: Asking,
): Promise<Answers> => {
  if (recipe.advice !== undefined) asking.prompter.say([recipe.advice]);
  let all = await askServer({ ...recipe.settings, ...answers }, before, asking);
  all = await askLogin(recipe, all, before, asking);
  const address = isAddress(all.SMTP_USERNAME) ? all.SMTP_USERNAME : undefined;
  const from = { name: 'EMAIL_FROM', message: 'Sender', example: 'Reports <reports@example.com>' };
  all = await askText({ ...from, initial: before.EMAIL_FROM ?? address }, all, asking);
  const to = { name: 'EMAIL_TO', message: 'Recipients, separated by commas', example: 'you@example.com' };
  return askText({ ...to, initial: before.EMAIL_TO ?? address }, all, asking);
};

const isAddress = (username: string | undefined): boolean => username?.includes('@') === true;

/** The recipe of the host that was given, if it is one; everything else is asked for. */
export const recipeOfHost = (host: string | undefined): MailRecipe =>
  mailRecipes.find((recipe: MailRecipe) => recipe.settings.SMTP_HOST === host) ?? otherServer;

const otherServer: MailRecipe = { id: 'other', title: 'another mail server', settings: {}, login: 'any' };

const askServer = async (answers: Answers, before: Answers, asking: Asking): Promise<Answers> => {
  const host = { name: 'SMTP_HOST', message: 'Mail server', example: 'mail.example.com' };
  const named = await askText({ ...host, initial: before.SMTP_HOST }, answers, asking);
  if (isAnswered(named, 'SMTP_TLS') || isAnswered(named, 'SMTP_PORT')) return named;
  // One that no question offers can only have been given.
  const isOtherPort = before.SMTP_PORT !== undefined && !Object.hasOwn(tlsOf, before.SMTP_PORT);
  const way = await asking.prompter.choose({
    message: 'How is the connection encrypted?',
    choices: [
      { value: '587', label: 'STARTTLS on port 587', hint: 'the usual way' },
      { value: '465', label: 'TLS from the start, on port 465' },
      { value: '25', label: 'Not at all, on port 25', hint: 'only on a network you trust' },
      ...(isOtherPort ? [{ value: 'before', label: `As before, on port ${before.SMTP_PORT}` } as const] : []),
    ],
  });
  if (way !== 'before') return { ...named, SMTP_PORT: way, SMTP_TLS: tlsOf[way] };
  const { SMTP_PORT, SMTP_TLS } = before;
  return { ...named, ...(SMTP_PORT && { SMTP_PORT }), ...(SMTP_TLS && { SMTP_TLS }) };
};

const tlsOf = { '587': 'starttls', '465': 'implicit', '25': 'none' } as const;

const askLogin = async (
  { login }: MailRecipe,
  answers: Answers,
  before: Answers,
  asking: Asking,
): Promise<Answers> => {
  if (login === 'none') return answers;
  const isOptional = login === 'any';
  const message = isOptional
    ? 'Account at the mail server, or nothing if it takes mail without one'
    : 'Account';
  const account = { name: 'SMTP_USERNAME', message, example: 'you@example.com', isOptional };
  const named = await askText({ ...account, initial: before.SMTP_USERNAME }, answers, asking);
  if (named.SMTP_USERNAME === undefined || isAnswered(named, 'SMTP_OAUTH_REFRESH_TOKEN')) return named;
  if (login === 'oauth2' && !isAnswered(named, 'SMTP_PASSWORD')) return askOAuth(named, before, asking);
  const password = login === 'app-password' ? 'App password (not the one of the account)' : 'Password';
  return askSecret({ name: 'SMTP_PASSWORD', message: password }, named, asking);
};

const askOAuth = async (answers: Answers, before: Answers, asking: Asking): Promise<Answers> => {
  const client = { name: 'SMTP_OAUTH_CLIENT_ID', message: 'Application (client) id' };
  let all = await askText({ ...client, initial: before.SMTP_OAUTH_CLIENT_ID }, answers, asking);
  const tokenUrl = { name: 'SMTP_OAUTH_TOKEN_URL', message: 'Token address, with your tenant in it' };
  const initial = before.SMTP_OAUTH_TOKEN_URL ?? 'https://login.microsoftonline.com/TENANT/oauth2/v2.0/token';
  all = await askText({ ...tokenUrl, initial }, all, asking);
  const secret = 'Client secret, or nothing for a public client';
  all = await askSecret({ name: 'SMTP_OAUTH_CLIENT_SECRET', message: secret, isOptional: true }, all, asking);
  return askSecret({ name: 'SMTP_OAUTH_REFRESH_TOKEN', message: 'Refresh token' }, all, asking);
};
