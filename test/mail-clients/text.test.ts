import { beforeAll, expect, test } from 'vitest';
import { displayWidth, textWidth } from '../../src/render/text-lines.ts';
import { reports } from './reports.ts';
import { testMessage } from './test-message.ts';

/** The text parts, by the name of the report; what clients that show no HTML, and many search functions, read. */
const texts = new Map<string, string>();

beforeAll(async () => {
  for (const [name, make] of Object.entries(reports)) texts.set(`a report ${name}`, (await make()).text);
  texts.set('the test message', testMessage.text);
});

const linesThat = (isBad: (line: string) => boolean, without: RegExp = /^$/u): readonly string[] =>
  [...texts]
    .filter(([name]) => !without.test(name))
    .flatMap(([name, text]) =>
      text
        .split('\n')
        .filter(isBad)
        .map((line) => `${name}: ${line}`),
    );

test('no line of a text part is wider than 78 columns', () => {
  expect(linesThat((line) => displayWidth(line) > textWidth)).toEqual([]);
});

test('no line ends in a blank or holds what cannot be seen', () => {
  expect(linesThat((line) => /[ \t]$/u.test(line) || /[\p{Cc}\p{Cf}]/u.test(line))).toEqual([]);
});

test('nothing of the HTML part gets into it', () => {
  const markup = /&(?:#x?[\da-f]+|amp|lt|gt|quot|nbsp|zwnj);|<\/?[a-z][^>]*>|cid:|\{\{/iu;

  // Those names are markup themselves, and stand there as they are.
  expect(linesThat((line) => markup.test(line), /hostile/u)).toEqual([]);
});

test('every part of a report has its heading, underlined', () => {
  const text = texts.get('a report with every kind of section') ?? '';
  const headings = [...text.matchAll(/^(.+)\n(=+)$/gmu)].map(([, heading = '', line = '']) => ({
    heading,
    line,
  }));

  expect(headings.map(({ heading }) => heading)).toEqual(
    expect.arrayContaining([
      'Findings',
      'Internet',
      'Devices',
      'Cloudflare',
      'CyberSecure',
      'What could not be read',
    ]),
  );
  for (const { heading, line } of headings) expect(line).toHaveLength(displayWidth(heading));
});
