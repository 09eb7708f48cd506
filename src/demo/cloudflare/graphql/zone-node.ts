import { numberIn, objectIn } from '../../json.ts';
import type { DemoZone } from '../account.ts';
import { checkFields } from './available-fields.ts';
import { type DatasetName, isDatasetName, limitsOf } from './datasets.ts';
import { dnsRows } from './dns-rows.ts';
import { AnalyticsError } from './error.ts';
import { checkWindow, filterRows, windowOf } from './filter.ts';
import { groupRows, rawRows } from './groups.ts';
import type { Selection } from './parse.ts';
import { requestRows } from './request-rows.ts';
import type { AnalyticsRow } from './row.ts';
import { securityRows } from './security-rows.ts';
import { settingsNode } from './settings-node.ts';
import { trafficRows } from './traffic-rows.ts';

const rowsOf: Partial<Record<DatasetName, (zone: DemoZone, nowMs: number) => readonly AnalyticsRow[]>> = {
  httpRequests1dGroups: trafficRows,
  httpRequests1hGroups: trafficRows,
  httpRequestsAdaptiveGroups: requestRows,
  firewallEventsAdaptive: securityRows,
  firewallEventsAdaptiveGroups: securityRows,
  dnsAnalyticsAdaptiveGroups: dnsRows,
};

const datasetNode = (
  zone: DemoZone,
  selection: Selection,
  nowMs: number,
  parent: readonly string[],
): unknown => {
  const { name, args } = selection;
  const path = [...parent, selection.alias];
  if (!isDatasetName(name)) throw new AnalyticsError(`unknown field "${name}"`, path);
  const limits = limitsOf(zone, name);
  const rows = rowsOf[name];
  if (!limits || !rows) {
    const advice = 'Refer to https://developers.cloudflare.com/analytics/graphql-api/errors/';
    throw new AnalyticsError(`zone '${zone.id}' does not have access to the path. ${advice}`, path);
  }
  checkFields(selection, zone, path);
  const limit = numberIn(args, 'limit') ?? 0;
  if (limit < 1) throw new AnalyticsError('limit must be positive', path);
  const filter = objectIn(args, 'filter');
  const window = windowOf(filter, nowMs);
  checkWindow(window, limits, zone, nowMs, path);
  const found = filterRows(rows(zone, nowMs), filter, window, path);
  return name === 'firewallEventsAdaptive'
    ? rawRows(found, selection, limit, path)
    : groupRows(found, selection, limit, path);
};

/** One element of `viewer.zones`: the settings and whatever datasets are asked for. */
export const zoneNode = (
  zone: DemoZone,
  selections: readonly Selection[],
  nowMs: number,
  path: readonly string[],
): unknown =>
  Object.fromEntries(
    selections.map((selection) => [
      selection.alias,
      selection.name === 'settings'
        ? settingsNode(zone, selection, path)
        : datasetNode(zone, selection, nowMs, path),
    ]),
  );
