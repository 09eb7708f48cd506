import { describe, expect, test } from 'vitest';
import { loopbackFingerprint } from '../helpers/https-server.ts';
import { logLines } from '../helpers/program.ts';
import { visibleText } from '../render/html-elements.ts';
import { leaks, placesOf } from './leaks.ts';
import { startNetwork } from './network.ts';
import { lastSaved, onlyMail } from './results.ts';

const otherFingerprint = Array.from({ length: 32 }, () => 'AB').join(':');

/** The lines about certificates, each as event and level with what it says. */
const certificateLines = (stderr: string) =>
  logLines(stderr).filter(({ event }) => String(event).startsWith('certificate_'));

describe('a console whose certificate nobody vouches for', () => {
  test('gets nothing; the log shows the line to paste, and pasting it is all there is to do', async () => {
    await using network = await startNetwork();
    const refused = await network.once({ UNIFI_TLS_FINGERPRINT: undefined });
    const lines = certificateLines(refused.stderr);

    expect(refused.code).toBe(3);
    expect(network.console.requests).toEqual([]);
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        event: 'certificate_untrusted',
        host: network.console.host,
        fingerprint: loopbackFingerprint,
        line: `UNIFI_TLS_FINGERPRINT=${loopbackFingerprint}`,
        warning: expect.stringMatching(/^Before you set this line, compare the SHA-256/),
      }),
    ]);
    expect(leaks(await placesOf(network, refused))).toEqual([]);

    const [variable = '', value] = String(lines[0]?.line).split('=');
    const accepted = await network.once({ UNIFI_TLS_FINGERPRINT: undefined, [variable]: value });
    expect(accepted.code).toBe(0);
    expect(certificateLines(accepted.stderr)).toEqual([]);
  });

  test('is what the report says first, with what to do and without the fingerprint', async () => {
    await using network = await startNetwork();
    await network.once({ UNIFI_TLS_FINGERPRINT: undefined });
    const { html, text } = await onlyMail(network);
    const sentence = `The console at ${network.console.host} could not be read. The certificate of ${network.console.host} is self-signed and not trusted; to accept it, compare the SHA-256 in the log with the console's own and set UNIFI_TLS_FINGERPRINT.`;

    expect(text.replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(visibleText(html).replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(html + text).not.toContain(loopbackFingerprint);
  });

  test('and is another one than the report’s names its own variable', async () => {
    await using network = await startNetwork();
    const port = network.console.host.split(':').at(-1);
    const ended = await network.once({ CYBERSECURE_HOST: `localhost:${port}` });
    const [line, ...others] = certificateLines(ended.stderr);

    expect(ended.code).toBe(0);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      host: `localhost:${port}`,
      line: `CYBERSECURE_TLS_FINGERPRINT=${loopbackFingerprint}`,
    });
    expect(lastSaved(network.dataDir).report.integrations).toContainEqual(
      expect.objectContaining({
        name: 'cybersecure',
        success: false,
        reason: expect.stringMatching(
          /^Its certificate was not accepted: .*compare the SHA-256 in the log.*set CYBERSECURE_TLS_FINGERPRINT\.$/,
        ),
      }),
    );
  });
});

describe('a console with another certificate than the pinned one', () => {
  test('gets nothing, and the report says what to do if it was renewed', async () => {
    await using network = await startNetwork();
    const ended = await network.once({ UNIFI_TLS_FINGERPRINT: otherFingerprint });

    expect(ended.code).toBe(3);
    expect(network.console.requests).toEqual([]);
    expect(certificateLines(ended.stderr)).toEqual([
      expect.objectContaining({ line: `UNIFI_TLS_FINGERPRINT=${loopbackFingerprint}` }),
    ]);
    expect(lastSaved(network.dataDir).report.consoleFailure).toBe(
      `The console at ${network.console.host} could not be read. The console shows another certificate than the pinned one (UNIFI_TLS_FINGERPRINT); if it was reset or its certificate renewed, compare the SHA-256 in the log with the console's own, then set the new one.`,
    );
  });
});

describe('UNIFI_TLS_VERIFY=false', () => {
  test('is warned about in the log and stands in the report', async () => {
    await using network = await startNetwork();
    const ended = await network.once({ UNIFI_TLS_FINGERPRINT: undefined, UNIFI_TLS_VERIFY: 'false' });
    const { html, text } = await onlyMail(network);
    const sentence = `The certificate of the console ${network.console.host} is not checked (UNIFI_TLS_VERIFY=false).`;

    expect(ended.code).toBe(0);
    expect(logLines(ended.stderr)).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        event: 'configuration',
        warning: expect.stringMatching(/^UNIFI_TLS_VERIFY=false: the certificate is not checked/),
      }),
    );
    expect(text.replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(visibleText(html).replaceAll(/\s+/g, ' ')).toContain(sentence);
  });
});
