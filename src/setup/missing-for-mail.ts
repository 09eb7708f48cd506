import type { ConfigProblem } from '../config/config.ts';
import { type Answers, isAnswered } from './answers.ts';
import { type MailLogin, mailRecipeCalled } from './mail-recipes.ts';

/** How a recipe is logged in to, by the variables of which one must be answered. */
const loginVariables: Readonly<Record<MailLogin, readonly string[]>> = {
  'app-password': ['SMTP_PASSWORD'],
  oauth2: ['SMTP_OAUTH_CLIENT_ID', 'SMTP_PASSWORD'],
  password: ['SMTP_PASSWORD'],
  none: [],
  any: [],
};

/** What a recipe needs beside its own settings, and nobody has answered. */
export const missingForMail = (id: string | undefined, answers: Answers): readonly ConfigProblem[] => {
  const recipe = id === undefined ? undefined : mailRecipeCalled(id);
  if (recipe === undefined || recipe.id === 'none') return [];
  if (!isAnswered(answers, 'SMTP_HOST'))
    return [{ variable: 'SMTP_HOST', message: `is required: --mail ${recipe.id} names no server` }];
  const names = loginVariables[recipe.login];
  const [usual] = names;
  if (usual === undefined || names.some((name) => isAnswered(answers, name))) return [];
  return [{ variable: usual, message: `is required: --mail ${recipe.id} is ${recipe.title}` }];
};
