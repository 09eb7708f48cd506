import * as v from 'valibot';
import { SourceError } from '../net/errors.ts';
import type { Site } from './console.ts';
import { known, requiredRows, text } from './fields.ts';

/** `GET /api/self/sites`: the sites this account may see (UniFi API reference §4). */
const siteSchema = v.object({ _id: text, name: text, desc: text });

/** More are not listed in a message. */
const mostListed = 20;

/** @throws SourceError `invalid_response` when the answer is no list */
export function parseSites(data: unknown): Site[] {
  return requiredRows(siteSchema, data).flatMap(({ _id, name, desc }) =>
    name === undefined ? [] : known({ name, description: desc ?? name, id: _id }),
  );
}

/**
 * The site that was asked for by name, id or description, or the only one there is.
 * @param variable the name of the setting, for the message
 * @throws SourceError that lists the sites
 */
export function chooseSite(sites: readonly Site[], wanted: string | undefined, variable: string): Site {
  const [first, ...others] = wanted === undefined ? sites : sitesCalled(sites, wanted);
  if (first && others.length === 0) return first;
  if (sites.length === 0) throw new SourceError('forbidden', 'the account is not permitted to see any site');
  const problem = first || wanted === undefined ? '' : `there is no site “${wanted}”; `;
  throw new SourceError('http_error', `${variable}: ${problem}choose one of ${listSites(sites)}`);
}

/** Short names and ids are unique and go first; a description may equal another site's name. */
function sitesCalled(sites: readonly Site[], wanted: string): readonly Site[] {
  const key = wanted.trim().toLowerCase();
  const byKey = sites.filter(({ name, id }) => name.toLowerCase() === key || id?.toLowerCase() === key);
  return byKey.length > 0
    ? byKey
    : sites.filter(({ description }) => description.trim().toLowerCase() === key);
}

function listSites(sites: readonly Site[]): string {
  const listed = sites.slice(0, mostListed).map(({ name, description }) => `${name} (${description})`);
  const more = sites.length - listed.length;
  return `${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`.replace(/[\p{C}]+/gu, ' ');
}
