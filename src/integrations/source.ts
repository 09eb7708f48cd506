import { isSourceError, SourceError } from '../net/errors.ts';
import type { Guard, GuardFailure } from '../net/guard.ts';
import type { Log } from '../net/log.ts';
import { summariseThrown } from '../net/thrown.ts';
import type { Period } from '../period.ts';
import { parseFetched } from './fetched.ts';
import type { Integration, IntegrationDefinition, IntegrationDeps, IntegrationEnv } from './integration.ts';
import { mapTexts } from './map-texts.ts';
import { ownEnv, secretsOf } from './own-env.ts';
import { plainDetail, reasonOf, secretsRemover } from './reason.ts';
import {
  type FetchedData,
  type IntegrationResult,
  type IntegrationSection,
  unableToFetchData,
} from './results.ts';

/** What comes from outside; the rest is the source's own. */
export type OuterDeps = Omit<IntegrationDeps, 'keepSecret'>;

interface SourceDeps {
  readonly env: IntegrationEnv;
  readonly guard: Guard;
  readonly depsFor: () => OuterDeps;
  readonly log: Log;
}

/** One integration in the report and in the log. */
export interface SourceOutcome {
  readonly section: IntegrationSection;
  readonly result: IntegrationResult;
}

/** One enabled integration behind its guard. */
export interface Source {
  readonly name: string;
  readonly guard: Guard;
  /** Total: whatever the integration throws, returns or never returns becomes its own failed section. */
  run(period: Period, signal: AbortSignal): Promise<SourceOutcome>;
}

/** The instance is created at the first run and kept; a constructor that throws is tried again at the next run. */
export function createSource(definition: IntegrationDefinition, deps: SourceDeps): Source {
  const { guard, log } = deps;
  const env = ownEnv(definition, deps.env);
  const secrets = new Set(secretsOf(definition, env));
  const keepSecret: IntegrationDeps['keepSecret'] = (secret) => {
    if (secrets.has(secret)) return () => undefined;
    secrets.add(secret);
    return () => secrets.delete(secret);
  };
  let instance: Integration | undefined;

  const run = async (period: Period, signal: AbortSignal): Promise<SourceOutcome> => {
    try {
      instance ??= definition.create(env, { ...deps.depsFor(), keepSecret });
    } catch (error) {
      return notSetUp(definition, error, secrets, log);
    }
    const integration = instance;
    const outcome = await guard.run(
      (deadline) => fetchPlainly(() => integration.fetch({ ...deadline, period }), secrets),
      () => undefined,
      signal,
    );
    if (outcome.success) return succeeded(definition, outcome.durationMs, outcome.value);

    return failed(definition, outcome.durationMs, outcome.failure, reasonOf(outcome.failure));
  };
  return { name: definition.name, guard, run };
}

/**
 * Inside the guard: a returned failure is thrown, so that it counts exactly as a thrown one, and what a source says is
 * made plain before anybody, the log included, gets to see it.
 */
async function fetchPlainly(
  fetch: () => Promise<unknown>,
  secrets: ReadonlySet<string>,
): Promise<FetchedData> {
  try {
    const fetched = parseFetched(await fetch());
    if ('failure' in fetched) throw new SourceError(fetched.failure, fetched.detail);
    return withoutSecretsIn(fetched, secrets);
  } catch (error) {
    throw isSourceError(error) ? new SourceError(error.code, plainDetail(error.message, secrets)) : error;
  }
}

/** An API may answer with the very key that it was asked with. */
function withoutSecretsIn(data: FetchedData, secrets: ReadonlySet<string>): FetchedData {
  const remove = secretsRemover(secrets);
  return mapTexts(data, { text: remove, label: remove });
}

/** Outside the guard: no request was made, and a circuit must not hide from the reader what to correct. */
function notSetUp(
  definition: IntegrationDefinition,
  error: unknown,
  secrets: ReadonlySet<string>,
  log: Log,
): SourceOutcome {
  const isForeseen = isSourceError(error);
  // The message of a plain Error is a sentence somebody wrote; that of a TypeError is the runtime's.
  const isSentence = isForeseen || (error instanceof Error && error.name === 'Error');
  const detail = plainDetail(isSentence ? error.message : '', secrets) || 'the log says more';
  const failure: GuardFailure = { code: isForeseen ? error.code : 'unexpected', detail };
  const fields = { event: 'fetch_failed', integration: definition.name, ...failure };
  if (isForeseen) log.warn(fields, 'integration cannot be set up');
  else log.error({ ...fields, err: summariseThrown(error) }, 'integration cannot be set up');
  return failed(definition, 0, failure, `It is not set up correctly: ${detail}.`);
}

function succeeded(
  { name, displayName }: IntegrationDefinition,
  durationMs: number,
  data: FetchedData,
): SourceOutcome {
  return {
    section: { name, displayName, success: true, data },
    result: { name, success: true, durationMs, data },
  };
}

function failed(
  { name, displayName }: IntegrationDefinition,
  durationMs: number,
  { code, detail }: GuardFailure,
  reason: string,
): SourceOutcome {
  return {
    section: { name, displayName, success: false, errorMessage: unableToFetchData, reason },
    result: { name, success: false, durationMs, error: code, detail },
  };
}
