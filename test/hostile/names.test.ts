import { beforeAll, describe, expect, test, vi } from 'vitest';
import { leaks, placesOf } from '../e2e/leaks.ts';
import { startNetwork } from '../e2e/network.ts';
import { lastSaved, onlyMail } from '../e2e/results.ts';
import { visibleText } from '../render/html-elements.ts';
import { expectInert } from './inert.ts';
import { expectInertFiles, expectInertLog, expectInertMail, headersOf } from './inert-run.ts';
import { renaming, replacingAll } from './mangle.ts';
import { during, type World } from './run.ts';
import { hostileTexts, inTurn } from './texts.ts';

vi.setConfig({ maxConcurrency: 3, testTimeout: 120_000 });

/** Of a mail whose names are what the demo calls them. */
let ordinaryHeaders: readonly string[] = [];

beforeAll(async () => {
  await using network = await startNetwork();
  await network.once();
  ordinaryHeaders = headersOf(network);
});

/** One of each sort, and where it stands: in a finding, a bar, a table, a heading or an event. */
const sorts = [
  ['the site', 'Harbour Office'],
  ['a device', 'AP-Garage'],
  ['a client', 'Reception PC'],
  ['a signature', 'ETPRO MALWARE Suspicious Domain in TLS SNI'],
  ['a provider', 'Harbour Fibre'],
  ['a zone', 'harbour-office.example'],
  ['a tunnel', 'harbour-cameras'],
  ['a name asked for', 'autodiscover.harbour-office.example'],
  ['a rule', 'Managed: WordPress path traversal'],
  ['a path', '/wp-login.php'],
] as const;

describe.concurrent('a network whose names are all hostile', () => {
  test('makes an ordinary report: each sort of name is shown, and does nothing', async () => {
    const names = new Map<string, string>();
    const next = inTurn('n');
    // So short that nothing has to be cut off the mail; the following tests have them in full.
    const change = renaming(() => next().slice(0, 60).toWellFormed(), names);
    await during({ change }, async (run) => {
      const { ended, mail, network } = run;
      expect(ended.code).toBe(0);
      expectInertMail(run, ordinaryHeaders);
      expectInertFiles(run);
      expectInertLog(ended.stderr, 'json');
      expect(leaks(await placesOf(network, ended))).toEqual([]);
      for (const [sort, name] of sorts) {
        const mark = /^n\d+\./.exec(names.get(name) ?? '')?.[0] ?? `${sort} is not asked about`;
        for (const part of [mail.text, visibleText(mail.html)]) expect(part, sort).toContain(mark);
      }
    });
  });

  test('is shown as it was written, template syntax and markup included', async () => {
    const name = '{{7*7}} {{{this}}} <b>&amp; $&';
    await during({ change: renaming(() => name) }, ({ mail }) => {
      expect(mail.subject).toContain(name);
      expect(visibleText(mail.html)).toContain(name);
      expect(mail.text).toContain(name);
      expect(mail.html).not.toContain('<b>');
    });
  });

  test('is no failure because a thing is called like one', async () => {
    await during({ change: renaming(() => 'Unable to fetch data') }, (run) => {
      expect(run.ended.code).toBe(0);
      expectInertMail(run, ordinaryHeaders);
    });
  });

  test.each([0, 9, 18])(
    'gets a report even where every text of every answer is hostile (%i)',
    async (start) => {
      const world = { change: replacingAll(inTurn('', start)), env: { LOG_FORMAT: 'pretty' } };
      await during(world, (run) => {
        expect(run.ended.code).toBe(0);
        expectInertMail(run, ordinaryHeaders);
        expectInertFiles(run);
        expectInertLog(run.ended.stderr, 'pretty');
      });
    },
  );

  test.each(['json', 'pretty'] as const)('is inert in a log (%s) that names what failed', async (format) => {
    const world: World = {
      change: renaming(inTurn()),
      graphqlErrors: hostileTexts,
      env: { LOG_FORMAT: format },
    };
    await during(world, (run) => {
      expect(run.ended.code).toBe(0);
      expectInertMail(run, ordinaryHeaders);
      expectInertLog(run.ended.stderr, format);
      expect(run.ended.stderr).toContain('onerror=alert(1)');
    });
  });
});

test('sites that are called hostile things are listed in one line', async () => {
  const moreSites = hostileTexts.map((description, index) => ({ name: `site${index}`, description }));
  await using network = await startNetwork({ console: { moreSites } });
  const ended = await network.once();
  const mail = await onlyMail(network);

  expect(ended.code).toBe(3);
  expect(lastSaved(network.dataDir).report.consoleFailure).toMatch(/UNIFI_SITE: choose one of default/);
  expectInert(mail, 1);
  expectInertLog(ended.stderr, 'json');
});
