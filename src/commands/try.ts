import { logWarnings, readSettings, realIo } from '../app.ts';
import { overhearAdvice } from '../check/certificate-advice.ts';
import { nearestName } from '../config/nearest-name.ts';
import { quote } from '../config/parsed.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { partlyConfiguredWords } from '../integrations/enable.ts';
import type { IntegrationDefinition } from '../integrations/integration.ts';
import type { Io } from '../io.ts';
import { createScrub } from '../log-scrub.ts';
import { openProgress } from '../open-progress.ts';
import { sectionText } from '../render/section-text.ts';
import type { Settings } from '../settings.ts';
import { createSources } from '../sources.ts';
import { watchStopSignals } from '../stop.ts';
import { type RecordedRequest, recordingFetch } from '../try/recorded-fetch.ts';
import { writeRequest } from '../try/write-request.ts';
import { UsageError } from '../usage-error.ts';

export interface TryOptions {
  /** Also print the requests that were made, redacted. */
  readonly requests?: boolean;
}

/**
 * `unifi-report try ID`: asks one declared integration now, about the last day, and prints its section as text. Nobody
 * else is asked, nothing is sent or recorded. Exit code 1 when it does not work or is not on.
 * @throws UsageError for an id that is not declared, with those that are
 */
export const tryIntegration = async (
  id: string,
  { requests = false }: TryOptions,
  io: Io = realIo(),
): Promise<ExitCode> => {
  const settings = await readSettings({ ...io, env: { ...io.env, LOG_LEVEL: logLevelOf(io) } });
  checkDeclared(id, settings);
  logWarnings(settings);
  const definition = settings.integrations.on.find(({ name }) => name === id);
  if (definition === undefined) {
    io.stderr.write(`unifi-report: ${whyNotOn(id, settings)}\n`);
    return exitCodes.unexpected;
  }
  const stop = watchStopSignals(process);
  try {
    const outcome = await ask(definition, settings, io, stop.asking);
    if (stop.asking.aborted) return exitCodes.terminated;
    const scrub = createScrub(settings.config.secrets);
    const made = requests ? ['', 'Requests', '========', ...outcome.requests] : [];
    io.stdout.write(`${[scrub(outcome.text), ...made, ...outcome.advice.map(scrub)].join('\n')}\n`);
    return outcome.works ? exitCodes.delivered : exitCodes.unexpected;
  } finally {
    stop.dispose();
  }
};

/** The section shows what goes well; what the log adds are reasons. */
const logLevelOf = ({ env }: Io): string => env.LOG_LEVEL?.trim() || 'warn';

/** @throws UsageError */
const checkDeclared = (id: string, { config }: Settings): void => {
  const ids = config.integrations.declared.map((spec) => spec.id);
  if (ids.includes(id)) return;
  if (ids.length === 0)
    throw new UsageError('No integration is declared: INTEGRATIONS_FILE is not set, or its list is empty.');
  const nearest = nearestName(id, ids);
  const advice = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new UsageError(
    `${quote(id)} is not declared in INTEGRATIONS_FILE, which has ${ids.join(', ')}.${advice}`,
  );
};

const whyNotOn = (id: string, { integrations: { partial, off } }: Settings): string => {
  const partly = partial.find(({ definition }) => definition.name === id);
  if (partly !== undefined) return `${id} is ${partlyConfiguredWords(partly)}.`;
  const missing = off.find(({ name }) => name === id)?.requiredEnv ?? [];
  return `${id} is off: ${missing.join(' and ')} not set.`;
};

interface TryOutcome {
  readonly works: boolean;
  readonly text: string;
  /** Redacted. */
  readonly requests: readonly string[];
  readonly advice: readonly string[];
}

const dayMs = 24 * 60 * 60 * 1000;

const ask = async (
  definition: IntegrationDefinition,
  settings: Settings,
  io: Io,
  signal: AbortSignal,
): Promise<TryOutcome> => {
  const { config } = settings;
  const { log, advice } = overhearAdvice(settings.log);
  const made: RecordedRequest[] = [];
  const only = { ...settings.integrations, on: [definition] };
  const sources = createSources(
    { ...settings, log, integrations: only },
    {
      ...io,
      progress: openProgress(settings, io),
      overhear: (fetch) => recordingFetch(fetch, io.now, (request) => made.push(request)),
    },
  );
  const toMs = io.now();
  const { sections } = await sources.integrate({ fromMs: toMs - dayMs, toMs }, signal);
  const { locale, timeZone } = config.report;
  const scrub = createScrub(config.secrets);
  return {
    works: sections.every(({ success }) => success),
    text: sections
      .map((section) => sectionText(section, { locale, timeZone }))
      .join('\n')
      .trimEnd(),
    requests: made.map((request) => writeRequest(request, scrub)),
    advice: advice(),
  };
};
