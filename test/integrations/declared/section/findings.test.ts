import { describe, expect, test } from 'vitest';
import { createSectionWriter } from '../../../../src/integrations/declared/section/section.ts';
import type { DeclaredFindingSpec } from '../../../../src/integrations/declared/spec.ts';
import { declaration } from '../declaration.ts';
import { context, dataOf, nowMs, write } from './writing.ts';

const notOk: DeclaredFindingSpec = {
  when: "@.host.backup.state != 'ok'",
  severity: 'warning',
  title: 'Backup of srv 1 is not ok',
};
const broken = { host: { backup: { state: 'failed' } } };
const fine = { host: { backup: { state: 'ok' } } };

describe('a finding', () => {
  test('fires when its filter selects the object of all answers, and is an outage as well', () => {
    const { findings, facts } = write([], broken, [notOk]);

    expect(findings).toEqual([
      {
        id: 'declared.nas:backup-of-srv-1-is-not-ok',
        severity: 'warning',
        title: 'Backup of srv 1 is not ok',
        meaning: "What Storage answered meets a condition declared for it: @.host.backup.state != 'ok'.",
        advice: 'Look at Storage; its section of this report shows what it answered.',
        things: ['Storage'],
      },
    ]);
    expect(facts).toEqual([
      { kind: 'outage', what: 'Backup of srv 1 is not ok', sinceMs: nowMs, findingId: findings[0]?.id },
    ]);
  });

  test('does not fire otherwise', () => {
    expect(write([], fine, [notOk])).toEqual({ blocks: [], findings: [], facts: [] });
  });

  test('says what to do where the file does', () => {
    const { findings } = write([], broken, [{ ...notOk, advice: 'Start it again.' }]);

    expect(findings).toMatchObject([{ advice: 'Start it again.' }]);
  });

  test('is since when it was first seen, until it is gone', () => {
    const writer = createSectionWriter(declaration({ findings: [notOk] }));
    const at = (minutes: number, answers: typeof fine) =>
      dataOf(writer.write(answers, { ...context, nowMs: nowMs + minutes * 60_000 }));
    const outage = (minutes: number) => [
      {
        kind: 'outage',
        what: notOk.title,
        sinceMs: nowMs + minutes * 60_000,
        findingId: 'declared.nas:backup-of-srv-1-is-not-ok',
      },
    ];

    expect(at(0, broken).findings[0]).not.toHaveProperty('sinceMs');
    expect(at(5, broken)).toMatchObject({ findings: [{ sinceMs: nowMs }], facts: outage(0) });
    expect(at(10, fine)).toMatchObject({ findings: [], facts: [] });
    expect(at(15, broken).facts).toEqual(outage(15));
  });

  test('keeps its id when others are put before it, and two of the same title have two', () => {
    const other: DeclaredFindingSpec = { when: '@.host', severity: 'notice', title: 'Es läuft!' };
    const ids = (findings: readonly DeclaredFindingSpec[]) =>
      write([], broken, findings).findings.map(({ id }) => id);

    expect(ids([other, notOk, notOk])).toEqual([
      'declared.nas:es-läuft',
      'declared.nas:backup-of-srv-1-is-not-ok',
      'declared.nas:backup-of-srv-1-is-not-ok-2',
    ]);
    expect(ids([notOk, other]).toSorted()).toEqual(ids([other, notOk]).toSorted());
    expect(ids([{ ...other, title: '!!!' }])).toEqual(['declared.nas:finding']);
  });
});

test('the description of an integration stands above what it shows', () => {
  const spec = declaration({ description: 'In the cellar', section: [] });

  expect(dataOf(createSectionWriter(spec).write(fine, context)).blocks).toEqual([
    { kind: 'note', tone: 'neutral', text: 'In the cellar' },
  ]);
});

test('a path that is none is an error when the writer is made, not when it writes', () => {
  const spec = declaration({ section: [{ kind: 'facts', items: [{ label: 'A', value: { path: 'a.b' } }] }] });

  expect(() => createSectionWriter(spec)).toThrow(/"a.b" is not a JSONPath/);
});
