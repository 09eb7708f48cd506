import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readBeginning, readText } from '../../src/net/body.ts';
import { createRoom } from '../../src/net/room.ts';
import { replyWith } from '../helpers/reply.ts';

/** A reply whose body arrives in these pieces, and what became of its stream. */
function responseOf(pieces: readonly Uint8Array[]) {
  const left = [...pieces];
  const seen = { isCancelled: false };
  const body = new Readable({
    highWaterMark: 1,
    read: () => void body.push(left.shift() ?? null),
    destroy(error, done) {
      seen.isCancelled = !body.readableEnded;
      done(error);
    },
  });
  return { response: { ...replyWith([]), body }, seen, left };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const oneByOne = (text: string) => [...bytes(text)].map((byte) => Uint8Array.of(byte));

const room = createRoom();

test('letters that arrive in pieces are put together', async () => {
  const { response } = responseOf(oneByOne('Büro 東京 🛜'));
  expect(await readText(response, 1_000, room)).toBe('Büro 東京 🛜');
});

test('so are those of a long body, wherever its pieces end', async () => {
  const text = 'Büro 東京 🛜 '.repeat(20_000);
  const all = bytes(text);
  const cuts = [0, 1, 65_535, 65_536, 65_540, 200_003, all.length];
  const pieces = cuts.slice(1).map((end, index) => all.subarray(cuts[index], end));
  expect(await readText(responseOf(pieces).response, all.length, room)).toBe(text);
});

test('the bytes of a long body are handed back as soon as they are a text', async () => {
  const length = 16 * 1024 * 1024;
  const { response } = responseOf([Buffer.alloc(length, 'a')]);
  const before = process.memoryUsage().external;
  const text = await readText(response, length, room);
  expect(text).toHaveLength(length);
  // The text itself; as much again would be the memory in which it was gathered.
  expect(process.memoryUsage().external - before).toBeLessThan(1.5 * length);
});

test('a byte order mark is not part of the text, however it arrives; one further on is', async () => {
  for (const pieces of [oneByOne('\uFEFF{}\uFEFF'), [bytes('\uFEFF{}\uFEFF')]])
    expect(await readText(responseOf(pieces).response, 1_000, room)).toBe('{}\uFEFF');
});

test('what is not UTF-8 is marked, not refused', async () => {
  const { response } = responseOf([Uint8Array.of(0x41, 0xff), Uint8Array.of(0xc3)]);
  expect(await readText(response, 1_000, room)).toBe('A\uFFFD\uFFFD');
});

test('a body that is too long is refused, and the rest is not asked for', async () => {
  const { response, seen, left } = responseOf([bytes('12345'), bytes('67890'), bytes('never')]);
  await expect(readText(response, 7, room)).rejects.toMatchObject({ code: 'too_large', retryable: false });
  expect(seen.isCancelled).toBe(true);
  expect(left).toHaveLength(1);
});

test('of a body whose end does not matter the beginning is read, and the rest is not asked for', async () => {
  const { response, seen, left } = responseOf([bytes('12345'), bytes('67890'), bytes('never')]);
  expect(await readBeginning(response, 7)).toBe('1234567');
  expect(seen.isCancelled).toBe(true);
  expect(left).toHaveLength(1);
});

test('a body of exactly the allowed length is whole', async () => {
  const { response } = responseOf([bytes('12345'), bytes('67890')]);
  expect(await readText(response, 10, room)).toBe('1234567890');
});

test('a reply without a body reads as nothing', async () => {
  expect(await readText(replyWith([], 204), 10, room)).toBe('');
  expect(await readBeginning(replyWith([], 204), 10)).toBe('');
});

test('a body for which there is no room is refused; the room it had is free again', async () => {
  const small = createRoom(8);
  const { response, seen } = responseOf([bytes('12345'), bytes('67890'), bytes('never')]);
  await expect(readText(response, 1_000, small)).rejects.toMatchObject({
    code: 'too_large',
    message: 'answered with too much at the same time',
  });
  expect(seen.isCancelled).toBe(true);
  expect(await readText(responseOf([bytes('12345678')]).response, 1_000, small)).toBe('12345678');
});

test('the room of a body whose connection breaks is free again', async () => {
  const small = createRoom(8);
  const broken = Readable.from(
    (async function* () {
      yield bytes('12345678');
      throw new Error('reset');
    })(),
  );
  await expect(readText({ ...replyWith([]), body: broken }, 1_000, small)).rejects.toThrow('reset');
  expect(await readText(responseOf([bytes('12345678')]).response, 1_000, small)).toBe('12345678');
});
