import * as v from 'valibot';
import type { Console } from '../../console/console.ts';
import { isRecord, readText, requiredRows, text } from '../../console/fields.ts';
import type { Deadline } from '../../net/guard.ts';
import { toldFlag } from './schema.ts';

/** What the content filters of a site add up to (UniFi API reference §6). */
export interface ContentFilters {
  /** Whether any is switched on; absent where none of them says. */
  readonly isOn?: boolean;
  readonly switchedOn: number;
  /** One that is switched on has the category of advertisements. */
  readonly blocksAds: boolean;
}

const filterSchema = v.object({ enabled: toldFlag, categories: v.optional(v.unknown()) });

/** @throws SourceError `unsupported` on versions without filters of this kind */
export async function readContentFilters(console: Console, deadline: Deadline): Promise<ContentFilters> {
  const answer = await console.read(
    { surface: 'v2', operation: 'list content filters', path: 'content-filtering' },
    deadline,
  );
  const filters = requiredRows(filterSchema, listIn(answer));
  const on = filters.filter(({ enabled }) => enabled === true);
  const isTold = on.length > 0 || filters.every(({ enabled }) => enabled === false);
  return {
    ...(isTold && { isOn: on.length > 0 }),
    switchedOn: on.length,
    blocksAds: on.some(({ categories }) => namesAds(categories)),
  };
}

const namesAds = (categories: unknown): boolean =>
  Array.isArray(categories) && categories.some((name) => /^ADVERTISEMENT/i.test(readText(name) ?? ''));

/** What the gateway itself does, by the console's words for its features (UniFi API reference §5, since 7.6.43). */
export interface GatewayFeatures {
  readonly adBlocking?: boolean;
  readonly contentFiltering?: boolean;
}

const featureSchema = v.object({ type: text, enabled: toldFlag });

/** @throws SourceError `unsupported` on versions that do not tell */
export async function readGatewayFeatures(console: Console, deadline: Deadline): Promise<GatewayFeatures> {
  const answer = await console.read(
    { surface: 'v2', operation: 'list gateway features', path: 'gateway/engine/features' },
    deadline,
  );
  const features = requiredRows(featureSchema, listIn(answer));
  const told = (name: string) => features.find(({ type }) => type?.toUpperCase() === name)?.enabled;
  const adBlocking = told('AD_BLOCK');
  const contentFiltering = told('CONTENT_FILTERING');
  return {
    ...(adBlocking !== undefined && { adBlocking }),
    ...(contentFiltering !== undefined && { contentFiltering }),
  };
}

/** Some v2 answers wrap their list (UniFi API reference §5). */
const listIn = (answer: unknown): unknown => (isRecord(answer) && 'data' in answer ? answer.data : answer);
