import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GenerationName } from '../../src/demo/console/generation.ts';
import { json } from '../../src/demo/http/reply.ts';
import type { Override } from '../../src/demo/http/server.ts';
import type { Report } from '../../src/report/report.ts';
import type { NetworkSection } from '../../src/report/section.ts';
import { startingAt } from './clock.ts';
import { startNetwork } from './network.ts';
import { findingsOf, lastSaved } from './results.ts';

/** Saturday 21 November 2026, 07:02 UTC: between two samples of the line, so that every run covers the same ones. */
const nowMs = Date.UTC(2026, 10, 21, 7, 2);

interface Way {
  readonly generation: GenerationName;
  readonly withLogin: boolean;
  /** Without `system-log/all`, on a console that has it otherwise. */
  readonly withoutLog?: boolean;
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
  ['a v7 console with a login', { generation: 'v7', ...byLogin }],
  ['a v8 console with a key', { generation: 'v8', ...byKey }],
  ['a v8 console with a login', { generation: 'v8', ...byLogin }],
  ['a v8 console with a session lost half-way', { generation: 'v8', ...bySessionLostHalfWay }],
  ['the classic application with a login', { generation: 'classic', ...byLogin }],
  [
    'the classic application with a session lost half-way',
    { generation: 'classic', ...bySessionLostHalfWay },
  ],
  ['a v9.0 console with a key', { generation: 'v9.0', ...byKey }],
  ['a v9.5 console with a key', { generation: 'v9.5', ...byKey }],
  ['a v10.0 console with a key', { generation: 'v10.0', ...byKey }],
  ['a v10.2 console with a key', { generation: 'v10.2', ...byKey }],
  ['a v10.5 console with a key', { generation: 'v10.5', ...byKey }],
  ['a v11 console with a key', { generation: 'v11', ...byKey }],
];

/** Consoles whose only list of events is one of the old ones. */
const waysWithoutLog: typeof ways = [
  ['a v10.0 console without a log', { generation: 'v10.0', withoutLog: true, ...byKey }],
  ['a v10.5 console without a log', { generation: 'v10.5', withoutLog: true, ...byKey }],
];

interface Outcome {
  readonly exitCode: number | null;
  readonly logins: number;
  readonly report: Report;
}

const reportOf = async ({ generation, withLogin, withoutLog, loseSessionAfter }: Way): Promise<Outcome> => {
  await using network = await startNetwork({
    withLogin,
    console: {
      nowMs,
      generation,
      ...(loseSessionAfter === undefined ? {} : { loseSessionAfter }),
      ...(withoutLog === undefined ? {} : { override: noLog }),
    },
    cloudflare: { nowMs },
  });
  const { code } = await network.run(['run', '--once'], {}, startingAt(nowMs));
  return { exitCode: code, logins: network.console.logins, report: lastSaved(network.dataDir).report };
};

const noLog: Override = ({ path }) =>
  path.includes('/system-log/') ? json(404, { errorCode: 404, message: 'Not Found' }) : undefined;

const outcomes = new Map<string, Outcome>();

const outcomeOf = (name: string): Outcome => {
  const outcome = outcomes.get(name);
  if (outcome === undefined) throw new Error(`${name} made no report`);
  return outcome;
};

beforeAll(async () => {
  const waiting = [...ways, ...waysWithoutLog];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      outcomes.set(next[0], await reportOf(next[1]));
  };
  await Promise.all(Array.from({ length: 4 }, work));
});

afterAll(() => outcomes.clear());

const sectionOf = ({ network }: Report, name: string): NetworkSection => {
  const section = network.find((candidate) => candidate.name === name);
  if (section === undefined) throw new Error(`the report has no section ${name}`);
  return section;
};

/** Without the ends of the axes, which are the seconds at which each report was made. */
const offItsAxis = ({ blocks, ...section }: NetworkSection) => ({
  ...section,
  blocks: blocks.map((block) => {
    if (block.kind !== 'series') return block;
    const { fromMs: _from, toMs: _to, ...series } = block;
    return series;
  }),
});

/** What a version does not have: what it is said to lack, and the findings that nothing else can tell. */
interface Lack {
  readonly sentences: readonly string[];
  readonly findings: readonly string[];
}

const nothing: Lack = { sentences: [], findings: [] };

const lacks: { readonly [Name in GenerationName]?: Lack } = {
  v7: {
    sentences: [
      'Latency and availability: not available on this version of the console.',
      'Outages: not available on this version of the console.',
      'The outages shown are those that the events tell of.',
      // Which internet line is in use.
      'Not available on this version of the console.',
    ],
    // The old list of speed tests leaves failed ones out.
    findings: ['internet.speed-test-failed'],
  },
};

const reference = ways[0]?.[0] ?? '';

describe.each(ways)('%s', (name, { logins, generation }) => {
  test('makes a complete report, and says what its version does not have', () => {
    const { exitCode, report } = outcomeOf(name);

    expect(exitCode).toBe(0);
    expect(report.coverage.map(({ sentence }) => sentence)).toEqual((lacks[generation] ?? nothing).sentences);
    expect(report.network.map((section) => section.name)).toEqual([
      'internet',
      'devices',
      'wifi',
      'clients',
      'security',
      'events',
    ]);
  });

  test(`is logged in to ${logins === 0 ? 'never' : logins === 1 ? 'once' : 'once more, no oftener'}`, () => {
    expect(outcomeOf(name).logins).toBe(logins);
  });
});

describe.each(ways.slice(1))('what %s tells is what the newest tells with a key', (name, { generation }) => {
  const lack = lacks[generation] ?? nothing;
  const both = (pick: (report: Report) => unknown): readonly unknown[] =>
    [name, reference].map((one) => pick(outcomeOf(one).report));
  const byId = (findings: readonly (readonly [id: string, rest: string])[]) =>
    findings.toSorted(([a], [b]) => (a < b ? -1 : 1));

  test('the same findings, by what they are about and how bad it is', () => {
    const here = outcomeOf(name).report.findings;
    const there = outcomeOf(reference).report.findings.filter(({ id }) => !lack.findings.includes(id));

    expect(there.length).toBeGreaterThan(15);
    expect(byId(here.map(({ id, severity }) => [id, severity]))).toEqual(
      byId(there.map(({ id, severity }) => [id, severity])),
    );
  });

  test('the same findings, in the same words', () => {
    const here = outcomeOf(name).report.findings;
    const there = outcomeOf(reference).report.findings.filter(({ id }) => !lack.findings.includes(id));

    expect(byId(here.map(({ id, title }) => [id, title]))).toEqual(
      byId(there.map(({ id, title }) => [id, title])),
    );
  });

  test.each(lack === nothing ? ['internet', 'devices', 'clients'] : ['devices', 'clients'])(
    'the same about %s',
    (section) => {
      const [here, there] = both((report) => offItsAxis(sectionOf(report, section)));

      expect(here).toEqual(there);
    },
  );

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

describe('where only an old list of events answers', () => {
  const sentencesOf = (name: string): readonly string[] =>
    outcomeOf(name)
      .report.coverage.filter(({ subject }) => subject === 'Events')
      .map(({ sentence }) => sentence);

  test('one that is frozen is no quiet day: what the alarms tell is shown, and that it is not all', () => {
    const { report } = outcomeOf('a v10.0 console without a log');

    expect(sentencesOf('a v10.0 console without a log')).toEqual([
      'Only alarms are available on this version of the console, not all events.',
    ]);
    expect(kindsIn(sectionOf(report, 'events')).map(([kind]) => kind)).toContain('Device unreachable');
    expect(kindsIn(sectionOf(report, 'events')).map(([kind]) => kind)).not.toContain(
      'Administrator logged in',
    );
  });

  test('one that is gone is not available, which is not "no events"', () => {
    const { report } = outcomeOf('a v10.5 console without a log');

    expect(sentencesOf('a v10.5 console without a log')).toEqual([
      'Not available on this version of the console.',
    ]);
    expect(sectionOf(report, 'events').blocks).toMatchObject([
      { kind: 'note', text: 'Not available on this version of the console.' },
    ]);
    expect(findingsOf(report).map(({ id }) => id)).toContain('devices.offline:02:00:5e:00:01:09');
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
