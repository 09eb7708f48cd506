import { expect, test } from 'vitest';
import { readText } from '../../src/net/body.ts';

/** A response whose body arrives in these pieces, and what became of its stream. */
function responseOf(pieces: readonly Uint8Array[]) {
  const left = [...pieces];
  const seen = { isCancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = left.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(stream), seen, left };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const oneByOne = (text: string) => [...bytes(text)].map((byte) => Uint8Array.of(byte));

test('letters that arrive in pieces are put together', async () => {
  const { response } = responseOf(oneByOne('Büro 東京 🛜'));
  expect(await readText(response, 1_000)).toEqual({ text: 'Büro 東京 🛜', isCut: false });
});

test('what is not UTF-8 is marked, not refused', async () => {
  const { response } = responseOf([Uint8Array.of(0x41, 0xff), Uint8Array.of(0xc3)]);
  expect(await readText(response, 1_000)).toEqual({ text: 'A\uFFFD\uFFFD', isCut: false });
});

test('a body that is too long is cut, and the rest is not asked for', async () => {
  const { response, seen, left } = responseOf([bytes('12345'), bytes('67890'), bytes('never')]);
  expect(await readText(response, 7)).toEqual({ text: '1234567', isCut: true });
  expect(seen.isCancelled).toBe(true);
  expect(left).toHaveLength(1);
});

test('a body of exactly the allowed length is whole', async () => {
  const { response } = responseOf([bytes('12345'), bytes('67890')]);
  expect(await readText(response, 10)).toEqual({ text: '1234567890', isCut: false });
});

test('a response without a body reads as nothing', async () => {
  expect(await readText(new Response(null, { status: 204 }), 10)).toEqual({ text: '', isCut: false });
});
