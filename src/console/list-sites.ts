import * as v from 'valibot';
import { isSourceError, SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Ask } from './ask.ts';
import type { ConsoleCredentials, Site } from './console.ts';
import type { PlacedQuestion } from './exchange.ts';
import { isRecord, known, requiredRows, text } from './fields.ts';
import { parseSites } from './sites.ts';

const question: PlacedQuestion = { surface: 'legacy', operation: 'list sites', path: '/api/self/sites' };

/** The official interface gives at most 200 rows at once (UniFi API reference §2). */
const officialQuestion: PlacedQuestion = {
  surface: 'integration',
  operation: 'list sites (official)',
  path: '/integration/v1/sites',
  query: { offset: 0, limit: 200 },
};

const officialSchema = v.object({ internalReference: text, name: text, id: text });

/**
 * The sites this account may see; with a key from the official interface where the old list is gone or broken. Every
 * version knows its sites: without them there is no Network application at this address.
 * @throws SourceError
 */
export async function listSites(
  ask: Ask,
  credentials: ConsoleCredentials,
  deadline: Deadline,
): Promise<readonly Site[]> {
  try {
    return parseSites(await ask(question, deadline));
  } catch (error) {
    const official = credentials.kind === 'key' ? await officialSites(error, ask, deadline) : undefined;
    if (official) return official;
    throw explained(error);
  }
}

/** Nothing where they do not stand in: the first list's reason is the one to tell. */
async function officialSites(
  error: unknown,
  ask: Ask,
  deadline: Deadline,
): Promise<readonly Site[] | undefined> {
  if (!isSourceError(error)) return undefined;
  if (error.code !== 'unsupported' && (error.answer?.status ?? 0) < 500) return undefined;
  try {
    const body = await ask(officialQuestion, deadline);
    return requiredRows(officialSchema, isRecord(body) ? body.data : body).flatMap(
      ({ internalReference, name, id }) =>
        internalReference === undefined
          ? []
          : known({ name: internalReference, description: name ?? internalReference, id }),
    );
  } catch (failure) {
    if (isSourceError(failure)) return undefined;
    throw failure;
  }
}

function explained(error: unknown): unknown {
  if (!isSourceError(error) || error.code !== 'unsupported') return error;
  const message =
    'there is no UniFi Network application at this address; check the host, the port and UNIFI_CONTROLLER';
  return new SourceError('http_error', message, { cause: error });
}
