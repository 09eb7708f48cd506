import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { type RecordedRequest, recordingFetch } from '../../src/try/recorded-fetch.ts';
import { replyWith } from '../helpers/reply.ts';

const url = 'https://nas.example/api';

test('tells of a request with its status, and passes the answer on', async () => {
  const told: RecordedRequest[] = [];
  const times = [1_000, 1_250];
  const fetch = recordingFetch(
    async () => replyWith('ok', 201),
    () => times.shift() ?? 0,
    (request) => told.push(request),
  );

  const headers = new Map([['x-a', 'b']]);
  const reply = await fetch(url, { method: 'POST', headers, body: 'c' });

  expect(await text(reply.body)).toBe('ok');
  expect(told).toMatchObject([{ method: 'POST', url, body: 'c', durationMs: 250, status: 201 }]);
  expect(told[0]?.headers.get('x-a')).toBe('b');
});

test('tells of a request that failed, and fails as it did', async () => {
  const told: RecordedRequest[] = [];
  const refused = new TypeError('refused');
  const fetch = recordingFetch(
    () => Promise.reject(refused),
    () => 0,
    (request) => told.push(request),
  );

  await expect(fetch(url, {})).rejects.toBe(refused);
  expect(told).toMatchObject([{ method: 'GET', url }]);
  expect(told[0]).not.toHaveProperty('status');
});
