import type { Fact, Finding } from '../../../report/section.ts';
import type { Json } from '../json-path.ts';
import type { DeclaredFindingSpec, DeclaredSpec } from '../spec.ts';
import { compiledFilter } from './compiled.ts';

export interface FiredFindings {
  readonly findings: readonly Finding[];
  /** One outage each. */
  readonly facts: readonly Fact[];
}

/** Remembers since when each finding has held, as long as the process lives. */
export interface FindingWatch {
  fired(root: Json, nowMs: number): FiredFindings;
}

export function createFindingWatch({ id, title, findings }: DeclaredSpec): FindingWatch {
  const rules = findings.map((spec) => ({ spec, filter: compiledFilter(spec.when) }));
  const ids = findingIds(id, findings);
  const firstSeenMs = new Map<string, number>();

  const watch = (root: Json, nowMs: number) =>
    rules.flatMap(({ spec, filter }, index) => {
      const findingId = ids[index] ?? id;
      if (!filter.matches(root)) {
        firstSeenMs.delete(findingId);
        return [];
      }
      const sinceMs = firstSeenMs.get(findingId) ?? nowMs;
      firstSeenMs.set(findingId, sinceMs);
      return [{ spec, id: findingId, sinceMs }];
    });

  return {
    fired(root, nowMs) {
      const held = watch(root, nowMs);
      return {
        findings: held.map(({ spec, id: findingId, sinceMs }) => ({
          ...findingOf(spec, title),
          id: findingId,
          // "Since now" would only say that it was not looked for before.
          ...(sinceMs < nowMs && { sinceMs }),
        })),
        facts: held.map(({ spec, id: findingId, sinceMs }) => ({
          kind: 'outage',
          what: spec.title,
          sinceMs,
          findingId,
        })),
      };
    },
  };
}

const findingOf = (spec: DeclaredFindingSpec, integrationTitle: string): Omit<Finding, 'id'> => ({
  severity: spec.severity,
  title: spec.title,
  meaning: `What ${integrationTitle} answered meets a condition declared for it: ${spec.when}.`,
  advice: spec.advice ?? `Look at ${integrationTitle}; its section of this report shows what it answered.`,
  things: [integrationTitle],
});

/** `declared.nas:backup-of-srv-1-is-not-ok`: stays the same when the findings of the file are put in another order. */
function findingIds(integration: string, findings: readonly DeclaredFindingSpec[]): readonly string[] {
  const used = new Map<string, number>();
  return findings.map(({ title }) => {
    const name = nameOf(title);
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return `declared.${integration}:${name}${times === 1 ? '' : `-${times}`}`;
  });
}

const longestName = 80;

const nameOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, longestName) || 'finding';
