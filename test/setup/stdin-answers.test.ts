import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readStdinAnswers } from '../../src/setup/stdin-answers.ts';

test('lines that come through a pipe are read as Node reads an env file, however they are cut', async () => {
  const text = "# a comment\nUNIFI_API_KEY=key\nSMTP_PASSWORD='ä#\"b'\n";
  const pieces = Array.from(Buffer.from(text), (byte) => Buffer.of(byte));

  expect(await readStdinAnswers(Readable.from(pieces))).toEqual({
    UNIFI_API_KEY: 'key',
    SMTP_PASSWORD: 'ä#"b',
  });
});

test('what does not end is no list of variables', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(64 * 1024, 'a');
    })(),
  );

  await expect(readStdinAnswers(endless)).rejects.toThrow('more than 1 MiB');
});
