import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GenerationName } from '../../src/demo/console/generation.ts';
import { findAll } from '../../src/findings/index.ts';
import { cloudflare } from '../../src/integrations/cloudflare/index.ts';
import { cybersecure } from '../../src/integrations/cybersecure/index.ts';
import { parseFetched } from '../../src/integrations/fetched.ts';
import type { IntegrationDefinition } from '../../src/integrations/integration.ts';
import { createFactsOf } from '../../src/integrations/outages.ts';
import type { IntegrationSection } from '../../src/integrations/results.ts';
import { buildReport } from '../../src/report/build.ts';
import type { Email } from '../../src/report/report.ts';
import { collectNetwork } from '../../src/unifi/collect.ts';
import { recordingLog } from '../helpers/log.ts';
import { rendered } from '../render/renderer.ts';
import { expectInert } from './inert.ts';
import { type ChangeText, renaming, replacingAll } from './mangle.ts';
import { cloudflareSaying, consoleSaying, nowMs } from './sources.ts';
import { hostileTexts } from './texts.ts';

const period = { fromMs: nowMs - 24 * 3_600_000, toMs: nowMs };
const deadline = () => ({ signal: new AbortController().signal, deadlineMs: Date.now() + 60_000 });

const env = { CLOUDFLARE_API_TOKEN: 'a-token', CYBERSECURE_API_KEY: 'a-key' };

const sectionOf = async (
  definition: IntegrationDefinition,
  change: ChangeText,
  generation: GenerationName,
): Promise<IntegrationSection> => {
  const integration = definition.create(env, {
    http: () => cloudflareSaying(change),
    console: () => consoleSaying(change, generation),
    log: recordingLog().log,
    now: Date.now,
    readFile: () => '',
    keepSecret: () => () => undefined,
  });
  const data = parseFetched(await integration.fetch({ ...deadline(), period }));
  const { name, displayName } = definition;
  if ('failure' in data) throw new Error(`${name} failed: ${data.detail}`);
  return { name, displayName, success: true, data };
};

/** A report from answer to mail, as the program makes it, without a network between. */
const mailAbout = async (change: ChangeText, generation: GenerationName): Promise<Email> => {
  const { log, lines } = recordingLog();
  const console = consoleSaying(change, generation);
  const snapshot = await collectNetwork(console, period, deadline(), { now: Date.now, log });
  const sections = await Promise.all(
    [cloudflare, cybersecure].map((definition) => sectionOf(definition, change, generation)),
  );
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  const integrations = { sections, results: [] };
  const facts = createFactsOf([cloudflare, cybersecure])(integrations, nowMs, { seen: [] });
  return rendered(
    buildReport({
      timeZone: 'Europe/London',
      snapshot,
      integrations,
      findings: findAll(snapshot, facts, { period, nowMs }),
      period,
      generatedAtMs: nowMs,
      tookMs: 1_000,
      programVersion: '1.0.0',
      notices: [],
    }),
  );
};

const text = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '{{', '}}', '\r\n', '--', '=', '`', ';', 'on', 'x'), {
      maxLength: 40,
    })
    .map((pieces) => pieces.join('')),
);

/** The drawn texts in turn, each a little different, so that things with the same text do not become one. */
const inTurn = (texts: readonly string[]) => {
  let next = 0;
  return (): string => {
    next += 1;
    return `${texts[next % texts.length] ?? ''}${next % 7}`;
  };
};

const drawn = fc.record({
  texts: fc.array(text, { minLength: 1, maxLength: 12 }),
  generation: fc.constantFrom<GenerationName>('newest', 'v8'),
});

describe('whatever the answers of console and Cloudflare say, the mail is inert', () => {
  test.each([
    ['where things have names', renaming],
    ['everywhere', replacingAll],
  ])('%s', { timeout: 120_000 }, async (_, replacing) => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ texts, generation }) => {
        expectInert(await mailAbout(replacing(inTurn(texts)), generation));
      }),
      { numRuns: 15 },
    );
  });

  test('and the names do get that far', async () => {
    const { text: words } = await mailAbout(
      renaming(() => 'Zebra'),
      'newest',
    );
    for (const part of ['Zebra has been offline', 'Cloudflare Tunnel Zebra is down', 'Zebra is not active'])
      expect(words).toContain(part);
  });
});
