import { describe, expect, test } from 'vitest';
import { readCertificate } from '../../src/net/certificate.ts';
import { loopbackFingerprint } from '../helpers/https-server.ts';
import { serve } from '../helpers/serve.ts';

describe('readCertificate', () => {
  test('tells what a person compares, and why this system does not trust it; nothing is sent', async () => {
    const server = await serve(() => undefined);
    const shown = await readCertificate('127.0.0.1', server.port);

    expect(shown).toMatchObject({
      sha256: loopbackFingerprint,
      subject: expect.stringContaining('CN='),
      refusal: `the certificate of ${server.host} is self-signed and not trusted`,
    });
    expect(shown.subject + shown.issuer).not.toContain('\n');
    expect(shown.validToMs).toBeGreaterThan(shown.validFromMs);
    expect(server.requests).toEqual([]);
  });
});
