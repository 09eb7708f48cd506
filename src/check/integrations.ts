import { partlyConfiguredWords } from '../integrations/enable.ts';
import type { IntegrationDefinition } from '../integrations/integration.ts';
import type { IntegrationSection } from '../integrations/results.ts';
import { createSources } from '../sources.ts';
import { overhearAdvice } from './certificate-advice.ts';
import { type Check, type CheckContext, type CheckLine, lastHour } from './checklist.ts';

/** One real fetch of each integration that is on, as a report does it; what the others lack. */
export const checkIntegrations: Check = async (context) => {
  const { settings, say, signal } = context;
  const { on, partial, off } = settings.integrations;
  for (const definition of on) {
    if (signal.aborted) return;
    say(await tryIntegration(definition, context));
  }
  for (const partly of partial) {
    const detail = partlyConfiguredWords(partly);
    say({ status: 'MISSING', subject: partly.definition.displayName, detail });
  }
  for (const { displayName, requiredEnv } of off) {
    say({ status: 'OFF', subject: displayName, detail: `${requiredEnv.join(' and ')} not set` });
  }
};

const tryIntegration = async (
  definition: IntegrationDefinition,
  { settings, io, signal }: CheckContext,
): Promise<CheckLine> => {
  const { log, advice } = overhearAdvice(settings.log);
  const only = { ...settings.integrations, on: [definition] };
  const sources = createSources({ ...settings, log, integrations: only }, io);
  const { sections } = await sources.integrate(lastHour(io.now()), signal);
  return lineOf(definition.displayName, sections[0], advice());
};

const lineOf = (
  subject: string,
  section: IntegrationSection | undefined,
  advice: readonly string[],
): CheckLine => {
  if (section?.success !== true) {
    return { status: 'FAILED', subject, detail: section?.reason ?? 'gave no result', notes: advice };
  }
  // Parts that are missing, and why, are notes of the section.
  const notes = section.data.blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []));
  const detail = notes.length === 0 ? 'answers' : 'answers; its section of a report would say:';
  return { status: 'OK', subject, detail, notes };
};
