import { toSeconds } from '../../duration.ts';
import type { DemoZone } from '../account.ts';
import { availableFields } from './available-fields.ts';
import { type DatasetName, isDatasetName, limitsOf } from './datasets.ts';
import { AnalyticsError } from './error.ts';
import type { Selection } from './parse.ts';

const limitsNode = (zone: DemoZone, dataset: DatasetName): Readonly<Record<string, unknown>> => {
  const limits = limitsOf(zone, dataset);
  return {
    enabled: limits !== undefined,
    maxDuration: toSeconds(limits?.maxDurationMs ?? 0),
    notOlderThan: toSeconds(limits?.reachMs ?? 0),
    maxPageSize: limits ? 10_000 : 0,
    maxNumberOfFields: limits ? 30 : 0,
    availableFields: limits ? availableFields[dataset] : [],
  };
};

/** What the plan gives of each dataset that is asked for. @throws AnalyticsError for an unknown one. */
export const settingsNode = (zone: DemoZone, selection: Selection, path: readonly string[]): unknown =>
  Object.fromEntries(
    selection.selections.map(({ name, alias, selections }) => {
      if (!isDatasetName(name)) throw new AnalyticsError(`unknown field "${name}"`, path);
      const node = limitsNode(zone, name);
      return [alias, Object.fromEntries(selections.map((field) => [field.alias, node[field.name]]))];
    }),
  );
