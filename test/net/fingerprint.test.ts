import { describe, expect, test } from 'vitest';
import { readFingerprint } from '../../src/net/fingerprint.ts';
import { loopbackFingerprint, startServer } from '../helpers/https-server.ts';
import { serve, serveRaw } from '../helpers/serve.ts';

const nothing = () => undefined;

describe('readFingerprint', () => {
  test('reads what OpenSSL would print', async () => {
    const server = await serve(nothing);
    expect(await readFingerprint('127.0.0.1', server.port)).toBe(loopbackFingerprint);
    expect(server.requests).toEqual([]);
  });

  test('says that nobody listens', async () => {
    const server = await startServer(nothing);
    await server.close();
    await expect(readFingerprint('127.0.0.1', server.port)).rejects.toMatchObject({
      code: 'network',
      message: `could not connect to ${server.host}: connection refused`,
    });
  });

  test('says that the port does not speak TLS', async () => {
    const server = await serve(nothing, { tls: false });
    await expect(readFingerprint('127.0.0.1', server.port)).rejects.toMatchObject({ code: 'tls' });
  });

  test('gives up on a server that says nothing', async () => {
    const { port } = new URL(await serveRaw((socket) => socket.resume()));
    await expect(readFingerprint('127.0.0.1', Number(port), 50)).rejects.toMatchObject({ code: 'timeout' });
  });
});
