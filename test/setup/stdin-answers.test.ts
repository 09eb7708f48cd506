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

test.each([
  ['SMTP_PASSWORD=p$a#w', 'SMTP_PASSWORD'],
  ['export UNIFI_API_KEY=key # of the console', 'UNIFI_API_KEY'],
  ['SMTP_PASSWORD="a\\"b"', 'SMTP_PASSWORD'],
  ["A=1\nSMTP_PASSWORD='it's'", 'SMTP_PASSWORD'],
  ['SMTP_PASSWORD=#', 'SMTP_PASSWORD'],
  ['A=1\r\nSMTP_PASSWORD=p$a#w\r\n', 'SMTP_PASSWORD'],
])('a value of which a part would be lost is refused: %s', async (text, name) => {
  const refused = readStdinAnswers(Readable.from([text]));
  await expect(refused).rejects.toThrow(`the value of ${name} would be cut`);
  await expect(refused).rejects.not.toThrow(/p\$a|key #|it's/);
});

test.each([
  ["A='p$a#w'", 'p$a#w'],
  ['A="it\'s # it"', "it's # it"],
  ['A=`"\'#`', '"\'#'],
  ['A=p$a"s\'s', 'p$a"s\'s'],
  ['A=', ''],
  ['A= blanks around ', 'blanks around'],
])('a value that is whole is taken as it is: %s', async (text, value) => {
  expect(await readStdinAnswers(Readable.from([`# a # comment\n\n${text}\n`]))).toEqual({ A: value });
});

test('a line that is nearly all blanks is read as fast as any other', async () => {
  const blanks = ' '.repeat(500_000);
  const refused = readStdinAnswers(Readable.from([`A='${blanks}' b`]));
  await expect(refused).rejects.toThrow('the value of A would be cut');
  await expect(readStdinAnswers(Readable.from([`A=a${blanks}#`]))).rejects.toThrow('would be cut');
});

test('what does not end is no list of variables', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(64 * 1024, 'a');
    })(),
  );

  await expect(readStdinAnswers(endless)).rejects.toThrow('more than 1 MiB');
});
