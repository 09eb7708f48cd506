import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GenerationName } from '../../src/demo/console/generation.ts';
import type { Report } from '../../src/report/report.ts';
import type { NetworkSection } from '../../src/report/section.ts';
import { startingAt } from './clock.ts';
import { startNetwork } from './network.ts';
import { lastSaved } from './results.ts';

/** Saturday 21 November 2026, 07:02 UTC: between two samples of the line, so that every run covers the same ones. */
const nowMs = Date.UTC(2026, 10, 21, 7, 2);

interface Way {
  readonly generation: GenerationName;
  readonly withLogin: boolean;
  /** The session is lost after so many data requests. */
  readonly loseSessionAfter?: number;
  readonly logins: number;
}

const byKey = { withLogin: false, logins: 0 } as const;
const byLogin = { withLogin: true, logins: 1 } as const;
const bySessionLostHalfWay = { withLogin: true, loseSessionAfter: 5, logins: 2 } as const;

const ways: readonly (readonly [name: string, way: Way])[] = [
  ['the newest console with a key', { generation: 'newest', ...byKey }],
  ['the newest console with a login', { generation: 'newest', ...byLogin }],
  ['the newest console with a session lost half-way', { generation: 'newest', ...bySessionLostHalfWay }],
  ['a v8 console with a key', { generation: 'v8', ...byKey }],
  ['a v8 console with a login', { generation: 'v8', ...byLogin }],
  ['a v8 console with a session lost half-way', { generation: 'v8', ...bySessionLostHalfWay }],
  ['the classic application with a login', { generation: 'classic', ...byLogin }],
  [
    'the classic application with a session lost half-way',
    { generation: 'classic', ...bySessionLostHalfWay },
  ],
];

interface Outcome {
  readonly exitCode: number | null;
  readonly logins: number;
  readonly report: Report;
}

const reportOf = async ({ generation, withLogin, loseSessionAfter }: Way): Promise<Outcome> => {
  await using network = await startNetwork({
    withLogin,
    console: { nowMs, generation, ...(loseSessionAfter === undefined ? {} : { loseSessionAfter }) },
    cloudflare: { nowMs },
  });
  const { code } = await network.run(['run', '--once'], {}, startingAt(nowMs));
  return { exitCode: code, logins: network.console.logins, report: lastSaved(network.dataDir).report };
};

const outcomes = new Map<string, Outcome>();

const outcomeOf = (name: string): Outcome => {
  const outcome = outcomes.get(name);
  if (outcome === undefined) throw new Error(`${name} made no report`);
  return outcome;
};

beforeAll(async () => {
  await Promise.all(ways.map(async ([name, way]) => outcomes.set(name, await reportOf(way))));
});

afterAll(() => outcomes.clear());

const sectionOf = ({ network }: Report, name: string): NetworkSection => {
  const section = network.find((candidate) => candidate.name === name);
  if (section === undefined) throw new Error(`the report has no section ${name}`);
  return section;
};

const names = ways.map(([name]) => name);
const reference = names[0] ?? '';

describe.each(ways)('%s', (name, { logins }) => {
  test('makes a complete report', () => {
    const { exitCode, report } = outcomeOf(name);

    expect(exitCode).toBe(0);
    expect(report.coverage).toEqual([]);
    expect(report.network.map((section) => section.name)).toEqual([
      'internet',
      'devices',
      'clients',
      'security',
      'events',
    ]);
  });

  test(`is logged in to ${logins === 0 ? 'never' : logins === 1 ? 'once' : 'once more, no oftener'}`, () => {
    expect(outcomeOf(name).logins).toBe(logins);
  });
});

describe.each(names.slice(1))('what %s tells is what the newest tells with a key', (name) => {
  const both = (pick: (report: Report) => unknown): readonly unknown[] =>
    [name, reference].map((one) => pick(outcomeOf(one).report));

  test('the same findings, by what they are about and how bad it is', () => {
    const [here, there] = both(({ findings }) => findings.map(({ id, severity }) => [id, severity]));

    expect(outcomeOf(reference).report.findings.length).toBeGreaterThan(7);
    expect(here).toEqual(there);
  });

  test('the same findings, in the same words', () => {
    const [here, there] = both(({ findings }) => findings.map(({ title }) => title));

    expect(here).toEqual(there);
  });

  test.each(['internet', 'devices', 'clients'])('the same about %s', (section) => {
    const [here, there] = both((report) => sectionOf(report, section));

    expect(here).toEqual(there);
  });

  test('the same number of intrusions, blocked and not', () => {
    const [here, there] = both((report) => countsIn(sectionOf(report, 'security')));

    expect(there).toEqual([
      ['Blocked', 17],
      ['Only detected', 5],
    ]);
    expect(here).toEqual(there);
  });

  test('the same events, counted by kind', () => {
    const [here, there] = both((report) => kindsIn(sectionOf(report, 'events')));

    expect(there).toContainEqual(['Wi-Fi client connected', 93]);
    expect(here).toEqual(there);
  });
});

/** The facts of a section that are numbers. */
const countsIn = ({ blocks }: NetworkSection): readonly (readonly [string, number])[] =>
  blocks
    .flatMap((block) => (block.kind === 'facts' ? block.items : []))
    .flatMap(({ label, value }) =>
      typeof value === 'object' && value !== null && 'number' in value ? [[label, value.number]] : [],
    );

const kindsIn = ({ blocks }: NetworkSection): readonly (readonly [string, number])[] =>
  blocks
    .flatMap((block) => (block.kind === 'bars' ? block.items : []))
    .map(({ label, amount }) => [label, amount]);
