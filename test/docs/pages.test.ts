import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { predecessorNames } from '../../src/config/predecessor.ts';
import { setupFlags } from '../../src/setup/flags.ts';
import { brokenLinksOf, codeOf, pages, quotedSentences } from './pages.ts';
import { variableNames } from './variables.ts';

const cli = readFileSync(new URL('../../src/cli.ts', import.meta.url), 'utf8');
const namesIn = (pattern: RegExp): readonly string[] =>
  [...cli.matchAll(pattern)].map(([, name = '']) => name);
const commands = namesIn(/\.command\('([\w-]+)/g);
const options = [...namesIn(/\.option\(\s*'--([\w-]+)/g), ...setupFlags.map(({ flag }) => flag)];

test('there is something to read, and something to hold it against', () => {
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/troubleshooting.md', 'docs/docker.md']),
  );
  expect(commands).toEqual(expect.arrayContaining(['run', 'check', 'health']));
  expect(options).toEqual(expect.arrayContaining(['once', 'live']));
});

/** Node's and the system's, and those of the examples in docs/integrations.md and docs/declared-integrations.md. */
const foreign = /^(HTTPS?_PROXY|NO_PROXY|NO_COLOR|NODE_EXTRA_CA_CERTS|WEATHER_\w*|NAS_TOKEN(_FILE)?)$/;

const pageOfOldNames = 'docs/from-unifi-security-report.md';

/** A name that ends in `_` stands for all that begin so. */
const isVariable = (name: string): boolean =>
  name.endsWith('_') ? variableNames.some((known) => known.startsWith(name)) : variableNames.includes(name);

const call = /(?:(?:^|\bnpx |\bdocker run .*)unifi-report|\bunifi-report\.js) +([a-z][^#|&;]*)/g;

/** The arguments in one line of code, which may begin with the command as well. */
const callsIn = (code: string): readonly (readonly string[])[] => {
  const own = new RegExp(`^(?:${commands.join('|')})\\b`).test(code) ? [code] : [];
  const spelt = [...code.matchAll(call)].map(([, words = '']) => words);
  return [...own, ...spelt].map((words) => words.trim().split(/\s+/));
};

const isCall = ([command = '', ...rest]: readonly string[]): boolean =>
  commands.includes(command) &&
  rest.filter((word) => word.startsWith('--')).every((word) => options.includes(word.slice(2)));

test('calls are found wherever they stand', () => {
  const found = [
    'npx unifi-report run --once  # now',
    'cd /x && npx unifi-report check',
    'docker run --rm unifi-report demo',
    'docker exec unifi-report node /app/bin/unifi-report.js history',
    'check --live',
    'unifi-report health',
    'docker run -d --name unifi-report --restart always unifi-report',
  ].map(callsIn);

  expect(found).toEqual([
    [['run', '--once']],
    [['check']],
    [['demo']],
    [['history']],
    [['check', '--live']],
    [['health']],
    [],
  ]);
  expect([['run', '--twice'], ['report']].map(isCall)).toEqual([false, false]);
});

describe.each(pages)('$path', (page) => {
  test('every link leads to a file and a heading that are there', () => {
    expect(brokenLinksOf(page)).toEqual([]);
  });

  test('every variable exists', () => {
    const named = [...new Set(page.text.match(/\b[A-Z]+_[A-Z\d_]*/g))];
    const isOld = (name: string) => page.path === pageOfOldNames && predecessorNames.has(name);

    expect(named.filter((name) => !isVariable(name) && !foreign.test(name) && !isOld(name))).toEqual([]);
  });

  test('every command and every option exists', () => {
    const sentences = quotedSentences(page);
    const code = codeOf(page).filter((words) => !sentences.includes(words));
    const wrong = code.filter((words) => !callsIn(words).every(isCall));

    expect(wrong).toEqual([]);
  });
});
