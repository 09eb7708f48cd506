import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GenerationName } from '../../src/demo/console/generation.ts';
import { createWorld } from '../../src/demo/world/world.ts';
import { startNetwork } from './network.ts';
import { lastSaved, mailsOf } from './results.ts';

const { clients, devices } = createWorld(Date.now());

/** Everything by which a client could be found: long enough not to be part of another word. */
const identifiers = clients.flatMap(({ mac, name, hostname, ip }) =>
  [mac, mac.toUpperCase(), ip, name, hostname].flatMap((one) => (one === undefined ? [] : [one])),
);

/** Whole, as a reader would see it: 10.20.1.2 does not stand in 10.20.1.20. */
const holds = (text: string, identifier: string): boolean =>
  new RegExp(
    `(?<![\\p{L}\\p{N}.])${identifier.replaceAll(/[.+()]/g, '\\$&')}(?![\\p{L}\\p{N}]|\\.\\d)`,
    'u',
  ).test(text);

/** A rule of intrusion prevention is called after the kind of device that a client is named after. */
const withoutSignatures = (text: string): string => unwrapped(text).replaceAll('EXPLOIT NAS', '');

/** The store holds the mail as it is sent, quoted-printable: a name may be broken over two lines. */
const unwrapped = (text: string): string => text.replaceAll('=\r\n', '');

const found = (texts: readonly string[]): readonly string[] => [
  ...new Set(
    identifiers.filter((identifier) => texts.some((text) => holds(withoutSignatures(text), identifier))),
  ),
];

/** Every file below DATA_DIR as text, the store's own bytes among them. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'));

test('the demo has clients to find, and devices that may be named', () => {
  expect(clients.length).toBeGreaterThan(20);
  expect(devices.length).toBeGreaterThan(3);
});

describe('PRIVACY=hash', () => {
  test.each<GenerationName>(['newest', 'v9.0', 'classic'])(
    'keeps names and addresses of clients out of mail, saved files and store (%s)',
    async (generation) => {
      await using network = await startNetwork({ console: { generation } });
      const ended = await network.once({ PRIVACY: 'hash' });
      const [mail] = await mailsOf(network);
      const written = [ended.stdout, ended.stderr, mail?.html ?? '', mail?.text ?? '', mail?.subject ?? ''];

      expect(ended.code).toBe(0);
      expect(found([...written, ...filesIn(network.dataDir)])).toEqual([]);
      expect(mail?.text).toMatch(/client-[\da-f]{8}/);
      expect(devices.filter(({ name }) => mail?.text.includes(name))).not.toEqual([]);
    },
  );

  test('a report without it names them, so that the search above means something', async () => {
    await using network = await startNetwork();
    await network.once();
    const [mail] = await mailsOf(network);

    expect(found([mail?.text ?? '']).length).toBeGreaterThan(5);
    expect(found(filesIn(network.dataDir)).length).toBeGreaterThan(15);
  });

  test('the same client has the same hash in the next report, and clear names of before are forgotten', async () => {
    await using network = await startNetwork();
    const busiest = (): string => {
      const block = lastSaved(network.dataDir)
        .report.network.flatMap(({ blocks }) => blocks)
        .find((one) => one.kind === 'bars' && one.title?.startsWith('Busiest clients'));
      return block?.kind === 'bars' ? (block.items[0]?.label ?? '') : '';
    };
    await network.once();
    await network.once({ PRIVACY: 'hash' });
    const first = busiest();
    const changed = lastSaved(network.dataDir).report.comparison;
    await network.once({ PRIVACY: 'hash' });

    expect(first).toMatch(/^client-[\da-f]{8}$/);
    expect(busiest()).toBe(first);
    expect(changed).toEqual({ kind: 'baseline' });
    expect(lastSaved(network.dataDir).report.comparison.kind).toBe('compared');
  });
});
