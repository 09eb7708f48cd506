import { overhearAdvice } from '../../check/certificate-advice.ts';
import { lastHour } from '../../check/checklist.ts';
import type { IntegrationDefinition } from '../../integrations/integration.ts';
import type { IntegrationSection } from '../../integrations/results.ts';
import { createScrub } from '../../log-scrub.ts';
import { plainText } from '../../report/format.ts';
import { createSources } from '../../sources.ts';
import { type Answers, isAnswered } from '../answers.ts';
import type { Asking } from '../asking.ts';
import type { Step, Trial } from '../step.ts';
import type { SetupWorld } from '../world.ts';

interface IntegrationQuestions {
  readonly definition: IntegrationDefinition;
  /** Asks for its credentials; the answers as they were = it stays off. @throws SetupStopped */
  readonly ask: Step['ask'];
  /** What a successful answer showed, in lines. */
  readonly seen: (section: IntegrationSection & { readonly success: true }) => readonly string[];
}

/** One integration: its credentials, and one real fetch with them. Each may be left off. */
export const integrationStep = (
  { definition, ask, seen }: IntegrationQuestions,
  { prompter }: Asking,
  world: SetupWorld,
): Step => ({
  title: definition.displayName,
  variables: [...definition.requiredEnv, ...definition.optionalEnv],
  unasked: definition.optionalEnv,
  leaveOut: `Do without ${definition.displayName}`,
  ask,
  trial: async (answers) => {
    if (!definition.requiredEnv.every((name) => isAnswered(answers, name))) return { works: true, answers };
    prompter.say([`Asking ${definition.displayName} …`]);
    const { section, plain, advice } = await fetchOnce(definition, answers, world);
    if (section?.success !== true) {
      const reason = section?.reason ?? 'It gave no result.';
      const more = [...advice, ...(definition.adviseOnCredentials?.([reason]) ?? [])];
      return { works: false, reasons: [reason, ...more].map(plain) } satisfies Trial;
    }
    prompter.say(['It answers.', ...seen(section)].map(plain), 'good');
    return { works: true, answers };
  },
});

const longestLine = 1_000;

const fetchOnce = async (
  definition: IntegrationDefinition,
  answers: Answers,
  { openSettings, io, signal }: SetupWorld,
) => {
  const settings = await openSettings(answers);
  const { log, advice } = overhearAdvice(settings.log);
  const only = { ...settings.integrations, on: [definition] };
  const sources = createSources({ ...settings, log, integrations: only }, io);
  const { sections } = await sources.integrate(lastHour(io.now()), signal);
  const scrub = createScrub(settings.config.secrets);
  const plain = (text: string): string => plainText(scrub(text), longestLine);
  return { section: sections[0], plain, advice: advice() };
};
