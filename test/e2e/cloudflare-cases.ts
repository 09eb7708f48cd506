import { expect } from 'vitest';
import type { CloudflareOptions } from '../../src/demo/cloudflare/cloudflare.ts';
import type { Override } from '../../src/demo/http/server.ts';
import type { Block } from '../../src/report/section.ts';
import { type Env, startNetwork } from './network.ts';
import { findingsOf, lastSaved, onlyMail, sectionOfHtml, sectionOfText } from './results.ts';

/** No test here is about time, and a machine may have much else to do. */
export const patience: Env = {
  CLOUDFLARE_TIMEOUT: '5m',
  CLOUDFLARE_ATTEMPT_TIMEOUT: '2m',
  UNIFI_TIMEOUT: '5m',
};

/** One report of the real program, with a Cloudflare that is as the options say. */
export const reportOn = async (cloudflare: Partial<CloudflareOptions> = {}, env: Env = {}) => {
  await using network = await startNetwork({ cloudflare });
  const ended = await network.once({ CYBERSECURE_API_KEY: undefined, ...patience, ...env });
  const { html, text } = await onlyMail(network);
  const { report } = lastSaved(network.dataDir);
  const [section] = report.integrations;
  if (section === undefined) throw new Error('Cloudflare has no section');
  expect(ended.code).toBe(0);
  // Nothing of the network itself is ever missing for it.
  expect(report.network).toHaveLength(6);
  return {
    ended,
    section,
    findings: findingsOf(report).map(({ id, title }) => ({ id, title })),
    html: sectionOfHtml(html, 'Cloudflare'),
    text: sectionOfText(text, 'Cloudflare'),
    notes: section.success ? notesOf(section.data.blocks) : [],
    asked: network.cloudflare.requests.map(({ path }) => path.replace('/client/v4', '')),
    account: network.cloudflare.account,
  };
};

const notesOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []));

/** Only the requests whose path ends like this get another answer. */
export const at =
  (path: RegExp, answer: Override): Override =>
  (request) =>
    path.test(request.path) ? answer(request) : undefined;

/** What the text part breaks into lines. */
export const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
