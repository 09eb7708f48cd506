import type { Answers } from './answers.ts';

/** How a mail provider wants its clients to log in. */
export type MailLogin = 'password' | 'app-password' | 'oauth2' | 'none' | 'any';

export interface MailRecipe {
  readonly id: string;
  readonly title: string;
  /** What is known of every account there; absent variables are asked for. */
  readonly settings: Answers;
  readonly login: MailLogin;
  /** Where the password or the client comes from. */
  readonly advice?: string;
}

/**
 * Mail providers as their own pages describe them: Gmail support.google.com/a/answer/176600 · Microsoft 365
 * learn.microsoft.com/exchange (client SMTP submission) · Fastmail fastmail.help (server names and ports) · iCloud
 * support.apple.com/102525.
 */
export const mailRecipes = [
  {
    id: 'gmail',
    title: 'Gmail, with an app password',
    settings: { SMTP_HOST: 'smtp.gmail.com', SMTP_PORT: '587', SMTP_TLS: 'starttls' },
    login: 'app-password',
    advice: 'Make an app password at myaccount.google.com/apppasswords; that needs 2-step verification.',
  },
  {
    id: 'microsoft365',
    title: 'Microsoft 365, with OAuth 2',
    settings: { SMTP_HOST: 'smtp.office365.com', SMTP_PORT: '587', SMTP_TLS: 'starttls' },
    login: 'oauth2',
    advice: 'docs/mail.md says how to register a client and how to get its refresh token.',
  },
  {
    id: 'fastmail',
    title: 'Fastmail, with an app password',
    settings: { SMTP_HOST: 'smtp.fastmail.com', SMTP_PORT: '465', SMTP_TLS: 'implicit' },
    login: 'app-password',
    advice: 'Make an app password under Settings, Privacy & Security; access to SMTP is enough.',
  },
  {
    id: 'icloud',
    title: 'iCloud Mail, with an app-specific password',
    settings: { SMTP_HOST: 'smtp.mail.me.com', SMTP_PORT: '587', SMTP_TLS: 'starttls' },
    login: 'app-password',
    advice: 'Make an app-specific password at account.apple.com, under Sign-In and Security.',
  },
  {
    id: 'relay',
    title: 'a relay on my network, without a login',
    settings: { SMTP_PORT: '25', SMTP_TLS: 'none' },
    login: 'none',
    advice: 'Mail goes to it unencrypted; SMTP_TLS=starttls changes that where the relay offers it.',
  },
  { id: 'other', title: 'another mail server', settings: {}, login: 'any' },
  { id: 'none', title: 'no mail: reports are only saved', settings: {}, login: 'none' },
] as const satisfies readonly MailRecipe[];

/** @returns undefined for an id that is none */
export const mailRecipeCalled = (id: string): MailRecipe | undefined =>
  mailRecipes.find((recipe) => recipe.id === id);

export const mailRecipeIds: readonly string[] = mailRecipes.map(({ id }) => id);
