import { expect, test } from 'vitest';
import { createRandom } from '../../src/demo/random.ts';
import { openStore } from '../../src/store/database.ts';
import { type Happening, type Lane, startLane } from './killed-runs.ts';
import { readSeed } from './seed.ts';

const kills = 200;
/** One for each processor of a small machine. */
const lanes = 2;
/** As a last resort: on an idle machine it takes about two minutes. */
const longestMs = 10 * 60_000;

type Message = Extract<Happening, { kind: 'message' }>;

const messagesOf = ({ story }: Lane): readonly Message[] => story.filter((one) => one.kind === 'message');

/** What is in the store of a lane, without the program. */
const storedIn = ({ network }: Lane) => {
  const { store } = openStore(network.dataDir, { now: Date.now });
  try {
    return { runs: store.runs(10_000), waiting: store.outboxSize() };
  } finally {
    store.close();
  }
};

/**
 * Messages that came again although the process that had sent them before went on, or came to its end: it must have known
 * then that the server had taken them.
 */
const needlessRepeats = (story: readonly Happening[]): readonly string[] => {
  const closed = new Set<string>();
  const repeats: string[] = [];
  let last: string | undefined;
  for (const one of story) {
    if (one.kind === 'message') {
      if (closed.has(one.messageId)) repeats.push(one.messageId);
      last = one.messageId;
    }
    // Another mail on its way, or an orderly end: the answer to the one before was read and recorded.
    const isKnown = (one.kind === 'command' && one.verb === 'MAIL') || (one.kind === 'ended' && !one.killed);
    if (isKnown && last !== undefined) closed.add(last);
    if (isKnown || one.kind === 'ended') last = undefined;
  }
  return repeats;
};

const countsOf = (messages: readonly Message[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(messages, ({ messageId }) => messageId)].map(([id, all]) => [id, all.length]));

test(`a process that is killed ${kills} times loses no report and sends none again that it knew was taken`, {
  timeout: longestMs + 5 * 60_000,
}, async () => {
  const seed = readSeed();
  const beganMs = performance.now();
  const runLane = async (index: number): Promise<Lane & { readonly killed: number }> => {
    const lane = await startLane(createRandom(seed + index));
    expect(await lane.runToTheEnd()).toBe(0);
    let killed = 0;
    while (killed < kills / lanes && performance.now() - beganMs < longestMs) {
      if (await lane.runAndKill()) killed += 1;
    }
    // What the last one left behind, as the next run finds it.
    expect(await lane.runToTheEnd()).toBe(0);
    return { ...lane, killed };
  };
  const ended = await Promise.all(Array.from({ length: lanes }, (_, index) => runLane(index)));

  for (const lane of ended) {
    const { runs, waiting } = storedIn(lane);
    const messages = messagesOf(lane);
    const counts = countsOf(messages);
    const ids = runs.map(({ messageId }) => messageId ?? 'none');

    expect(waiting).toBe(0);
    expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['delivered']));
    expect(ids.filter((id) => !counts.has(id))).toEqual([]);
    expect([...counts.keys()].filter((id) => !ids.includes(id))).toEqual([]);
    expect([...counts].filter(([, count]) => count > 2)).toEqual([]);
    expect(needlessRepeats(lane.story)).toEqual([]);
    const contents = Map.groupBy(messages, ({ messageId }) => messageId).values();
    expect([...contents].filter((all) => new Set(all.map(({ raw }) => raw)).size > 1)).toEqual([]);
    // No run that came to its end met a lock, a broken store or anything else that a dead one had left.
    const codes = lane.story.flatMap((one) => (one.kind === 'ended' && !one.killed ? [one.code] : []));
    expect(new Set(codes)).toEqual(new Set([0]));
    // The webhook has every report too, none of them more than twice, and each time the same.
    const posts = Map.groupBy(
      lane.story.filter((one) => one.kind === 'posted'),
      ({ id }) => id,
    );
    expect([...posts.keys()].toSorted()).toEqual(runs.map(({ id }) => id).toSorted());
    expect([...posts.values()].filter((all) => all.length > 2)).toEqual([]);
    expect([...posts.values()].filter((all) => new Set(all.map(({ body }) => body)).size > 1)).toEqual([]);
    await lane.close();
  }

  const figures = ended.map((lane) => {
    const counts = [...countsOf(messagesOf(lane)).values()];
    return {
      kills: lane.killed,
      reports: counts.length,
      twice: counts.filter((count) => count === 2).length,
    };
  });
  const sum = (key: 'kills' | 'reports' | 'twice'): number =>
    figures.reduce((total, figure) => total + figure[key], 0);
  process.stdout.write(
    `crash test: TEST_SEED=${seed}, ${sum('kills')} of ${kills} kills, ${sum('reports')} reports, all arrived, ${sum('twice')} of them twice, ${Math.round((performance.now() - beganMs) / 1000)} s\n`,
  );
});
