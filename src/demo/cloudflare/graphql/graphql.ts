import { json, type ReceivedRequest, type Reply } from '../../http/reply.ts';
import { objectIn, parseObject, stringIn, stringsIn } from '../../json.ts';
import type { DemoZone } from '../account.ts';
import type { RestContext } from '../context.ts';
import { failure } from '../envelope.ts';
import { AnalyticsError } from './error.ts';
import { parseQuery, type Selection } from './parse.ts';
import { GraphqlSyntaxError } from './tokens.ts';
import { zoneNode } from './zone-node.ts';

const maxZones = 10;

/** The zones a question names; one the token does not reach is simply missing (Cloudflare API reference §2.5). */
const zonesOf = (selection: Selection, zones: readonly DemoZone[]): readonly DemoZone[] => {
  const filter = objectIn(selection.args, 'filter');
  const tags = [stringIn(filter, 'zoneTag') ?? [], stringsIn(filter, 'zoneTag_in')].flat();
  if (tags.length > maxZones)
    throw new AnalyticsError(`cannot request more than ${maxZones} zones`, ['viewer', 'zones']);
  return zones.filter(({ id }) => tags.includes(id));
};

const viewerField = (selection: Selection, { account, may }: RestContext): unknown => {
  if (selection.name === 'budget') return 300;
  if (selection.name !== 'zones')
    throw new AnalyticsError('not authorized for that account', ['viewer', selection.name], 'authz');
  const zones = zonesOf(selection, account.zones);
  if (!may('Analytics Read')) {
    const ids = zones.map(({ id }) => id).join(' ');
    throw new AnalyticsError(`zones [${ids}] are not authorized`, ['viewer', 'zones'], 'authz');
  }
  return zones.map((zone, index) =>
    zoneNode(zone, selection.selections, account.nowMs, ['viewer', 'zones', String(index)]),
  );
};

const answer = (selections: readonly Selection[], context: RestContext): unknown =>
  Object.fromEntries(
    selections.map(({ name, alias, selections: fields }) => {
      if (name !== 'viewer') throw new AnalyticsError(`unknown field "${name}"`, [name]);
      return [alias, Object.fromEntries(fields.map((field) => [field.alias, viewerField(field, context)]))];
    }),
  );

const errorsOf = (error: unknown, nowMs: number): unknown[] => {
  if (!(error instanceof AnalyticsError || error instanceof GraphqlSyntaxError)) throw error;
  const timestamp = new Date(nowMs).toISOString();
  if (error instanceof GraphqlSyntaxError)
    return [{ message: error.message, path: null, extensions: { timestamp } }];
  const code = error.code === undefined ? {} : { code: error.code };
  return [{ message: error.message, path: error.path, extensions: { timestamp, ...code } }];
};

/** `POST /graphql`: errors come under HTTP 200, with `data: null` as a whole (Cloudflare API reference §2.5). */
export const answerGraphql = (request: ReceivedRequest, context: RestContext): Reply => {
  if (request.method !== 'POST') return failure(405, { code: 10_405, message: 'Method not allowed' });
  const body = parseObject(request.body) ?? {};
  try {
    const selections = parseQuery(stringIn(body, 'query') ?? '', objectIn(body, 'variables'));
    return json(200, { data: answer(selections, context), errors: null });
  } catch (error) {
    return json(200, { data: null, errors: errorsOf(error, context.account.nowMs) });
  }
};
