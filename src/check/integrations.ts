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
    const { displayName } = partly.definition;
    const detail = partlyConfiguredWords(partly);
    say({ status: 'MISSING', subject: displayName, detail, notes: adviceOf(partly.definition, []) });
  }
  for (const definition of off) {
    const { displayName, requiredEnv } = definition;
    const detail = `${requiredEnv.join(' and ')} not set`;
    say({ status: 'OFF', subject: displayName, detail, notes: adviceOf(definition, []) });
  }
};

const adviceOf = (definition: IntegrationDefinition, problems: readonly string[]): readonly string[] =>
  definition.adviseOnCredentials?.(problems) ?? [];

const tryIntegration = async (
  definition: IntegrationDefinition,
  { settings, io, signal, progress }: CheckContext,
): Promise<CheckLine> => {
  const { log, advice } = overhearAdvice(settings.log);
  const only = { ...settings.integrations, on: [definition] };
  const sources = createSources({ ...settings, log, integrations: only }, { ...io, progress });
  const { sections } = await sources.integrate(lastHour(io.now()), signal);
  return lineOf(definition, sections[0], advice());
};

const lineOf = (
  definition: IntegrationDefinition,
  section: IntegrationSection | undefined,
  advice: readonly string[],
): CheckLine => {
  const subject = definition.displayName;
  if (section?.success !== true) {
    const detail = section?.reason ?? 'gave no result';
    return { status: 'FAILED', subject, detail, notes: [...advice, ...adviceOf(definition, [detail])] };
  }
  // Parts that are missing, and why, are notes of the section.
  const notes = section.data.blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []));
  if (notes.length === 0) return { status: 'OK', subject, detail: 'answers' };
  const detail = 'answers; its section of a report would say:';
  return { status: 'OK', subject, detail, notes: [...notes, ...adviceOf(definition, notes)] };
};
