/** Remembers two reports of a network of many clients in the store of the directory that is its argument. */
import { openStore } from '../../src/store/database.ts';

const [dataDir = '', clients = '0'] = process.argv.slice(2);
const { store } = openStore(dataDir, { now: Date.now });
const ids = Array.from({ length: Number(clients) }, (_, index) => `client ${index} ${'x'.repeat(40)}`);

for (const day of [1, 2]) {
  const atMs = day * 24 * 60 * 60 * 1000;
  store.atomically(() => {
    store.addRun(
      'console',
      {
        id: `run-${day}`,
        startedAtMs: atMs,
        fromMs: atMs,
        toMs: atMs + 1,
        movesMark: true,
        outcome: 'delivered',
        exitCode: 0,
        verdict: 'All clear',
        subject: 'Report',
        durationMs: 1,
      },
      { madeAtMs: atMs, privacy: 'off', findings: [], measurements: [], wanAddresses: {}, clientIds: ids },
    );
  });
}
process.stdout.write(String(store.recall('console', 'off').previous?.clientIds?.length));
store.close();
