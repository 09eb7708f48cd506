import * as v from 'valibot';
import { SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Console } from './console.ts';
import { isRecord, number, requiredRows, text } from './fields.ts';

/** The most rows that the official interface sends at once (UniFi API reference §2). */
const pageSize = 200;
/** Totals drift while pages are read; this ends any loop. */
const mostPages = 50;

const pageSchema = v.object({ totalCount: number });
const siteSchema = v.object({ id: text, internalReference: text });

/**
 * All rows of a list of the official Network Integration API v1 about the console's site, e.g. `devices` (UniFi API
 * reference §2). It exists from 9.0 on and takes API keys only.
 * @throws SourceError `unsupported` with a login, and on versions without it
 */
export async function readIntegrationRows<S extends v.GenericSchema>(
  console: Console,
  list: 'devices' | 'clients',
  schema: S,
  deadline: Deadline,
): Promise<v.InferOutput<S>[]> {
  const { name } = await console.site(deadline);
  const sites = await readList(console, 'sites', siteSchema, deadline);
  const site = sites.find(({ internalReference }) => internalReference === name);
  if (site?.id === undefined)
    throw new SourceError('unsupported', 'the official interface does not know the site');
  return readList(console, `sites/${encodeURIComponent(site.id)}/${list}`, schema, deadline);
}

async function readList<S extends v.GenericSchema>(
  console: Console,
  path: string,
  schema: S,
  deadline: Deadline,
): Promise<v.InferOutput<S>[]> {
  const rows: v.InferOutput<S>[] = [];
  let offset = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { offset, limit: pageSize };
    const operation = `list ${path.replace(/^.*\//, '')} (official)`;
    const body = await console.read({ surface: 'integration', operation, path, query }, deadline);
    if (!isRecord(body)) break;
    const { totalCount = 0 } = v.parse(pageSchema, body);
    rows.push(...requiredRows(schema, body.data));
    const count = Array.isArray(body.data) ? body.data.length : 0;
    offset += count;
    if (count === 0 || offset >= totalCount) return rows;
  }
  if (rows.length > 0) return rows;
  throw new SourceError('invalid_response', 'the console answered without the list that was asked for');
}
