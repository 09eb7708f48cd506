import { checkConsole } from '../../check/console.ts';
import { writeLine } from '../../check/write.ts';
import { ConfigError } from '../../config/config.ts';
import type { Site } from '../../console/console.ts';
import { createScrub } from '../../log-scrub.ts';
import { noProgress } from '../../progress/progress.ts';
import { plainText } from '../../report/format.ts';
import { createSources } from '../../sources.ts';
import { type Answers, isAnswered, mailVariables, without } from '../answers.ts';
import { type Asking, askSecret, askText } from '../asking.ts';
import { findConsoleKind } from '../console-kind.ts';
import type { Step, Trial } from '../step.ts';
import type { SetupWorld } from '../world.ts';

/** Who is let in, to which site, and what may be read there. */
export const accessStep = (asking: Asking, world: SetupWorld): Step => ({
  title: 'Who reads it',
  variables: ['UNIFI_API_KEY', 'UNIFI_USERNAME', 'UNIFI_PASSWORD', 'UNIFI_SITE'],
  ask: async (answers, before) => {
    if (isAnswered(answers, 'UNIFI_API_KEY')) return answers;
    const isLogin = isAnswered(answers, 'UNIFI_USERNAME') || !(await wantsKey(answers, asking, world));
    return isLogin ? askLogin(answers, before, asking) : askKey(answers, asking);
  },
  trial: async (answers) => {
    asking.prompter.say(['Asking the console …']);
    const chosen = await chooseSite(answers, asking, world);
    return 'works' in chosen ? chosen : readOnce(chosen.answers, asking, world);
  },
});

/** Keys exist on UniFi OS only (UniFi API reference §1.4). */
const wantsKey = async (answers: Answers, { prompter }: Asking, world: SetupWorld): Promise<boolean> => {
  const kind = await findConsoleKind(answers, world);
  if (kind.success && kind.value === 'classic') return false;
  const choice = await prompter.choose({
    message: 'How is it let in? A key or an account that may only view is enough (docs/unifi-access.md)',
    choices: [
      { value: 'key', label: 'API key', hint: 'Settings, Control Plane, Integrations' },
      { value: 'login', label: 'Local account', hint: 'user name and password' },
    ],
  });
  return choice === 'key';
};

const askKey = (answers: Answers, asking: Asking): Promise<Answers> =>
  askSecret({ name: 'UNIFI_API_KEY', message: 'API key of this console' }, answers, asking);

const askLogin = async (answers: Answers, before: Answers, asking: Asking): Promise<Answers> => {
  const message = 'User name of a local account';
  const initial = before.UNIFI_USERNAME;
  const named = await askText({ name: 'UNIFI_USERNAME', message, initial }, answers, asking);
  return askSecret({ name: 'UNIFI_PASSWORD', message: 'Its password' }, named, asking);
};

/** @throws SetupStopped */
const chooseSite = async (
  answers: Answers,
  { prompter }: Asking,
  world: SetupWorld,
): Promise<{ readonly answers: Answers } | Trial> => {
  if (isAnswered(answers, 'UNIFI_SITE')) return { answers };
  const sites = await listSites(answers, world);
  if ('reason' in sites) return { works: false, reasons: [sites.reason] };
  const [only, ...others] = sites.found;
  if (only === undefined || others.length === 0) return { answers };
  const choices = sites.found.map(({ name, description }) => ({
    value: name,
    label: plainText(`${description} (${name})`, longestLabel),
  }));
  return { answers: { ...answers, UNIFI_SITE: await prompter.choose({ message: 'Which site?', choices }) } };
};

const longestLabel = 70;

const listSites = async (
  answers: Answers,
  { openSettings, io, signal }: SetupWorld,
): Promise<{ readonly found: readonly Site[] } | { readonly reason: string }> => {
  try {
    const settings = await openSettings(without(answers, mailVariables));
    const sources = createSources(settings, io);
    const visit = await sources.visitConsole((console, deadline) => console.sites(deadline), signal);
    if (visit.success) return { found: visit.value };
    return { reason: plainText(createScrub(settings.config.secrets)(visit.failure.detail)) };
  } catch (error) {
    if (error instanceof ConfigError) return { reason: plainText(error.message) };
    throw error;
  }
};

/** Reads every part of the network once, as `check --live` does. */
const readOnce = async (
  answers: Answers,
  { prompter }: Asking,
  { openSettings, io, signal }: SetupWorld,
): Promise<Trial> => {
  const settings = await openSettings(without(answers, mailVariables));
  const scrub = createScrub(settings.config.secrets);
  const failed: string[] = [];
  await checkConsole({
    settings,
    io,
    signal,
    progress: noProgress,
    say: (line) => {
      if (line.status === 'FAILED') failed.push(line.subject);
      prompter.say([writeLine(line, scrub)]);
    },
  });
  if (failed.length === 0) return { works: true, answers };
  return { works: false, reasons: [`Not everything can be read: ${failed.join(', ')}.`], answers };
};
