import { parseDeclared } from '../../../../src/config/declared/parse.ts';
import { toDefinition } from '../../../../src/integrations/declared/definition.ts';
import type { IntegrationDefinition } from '../../../../src/integrations/integration.ts';
import type { IntegrationSection } from '../../../../src/integrations/results.ts';
import type { Block, Value } from '../../../../src/report/section.ts';
import { type Harness, type HarnessOptions, harness } from '../../harness.ts';

export const ref = (inside: string) => `\${${inside}}`;

/** Waits that a test over a real socket can afford. */
const quick = { maxAttempts: 2, initialWait: '1ms', maxWait: '2ms' };

/** A declaration that shows `value`, of the answer to its operation `host`. */
export const showing = (baseUrl: string, value: string, more: object = {}) => ({
  id: 'nas',
  title: 'Storage',
  type: 'rest',
  baseUrl,
  retry: quick,
  operations: { host: { path: '/host' } },
  section: [{ facts: [{ label: 'Value', value }] }],
  ...more,
});

/** The members of the list that these declarations yield, read as from a file. */
export const definitionsOf = (...declarations: readonly object[]): readonly IntegrationDefinition[] => {
  const file = parseDeclared(JSON.stringify({ integrations: declarations }), ['cloudflare', 'cybersecure']);
  if (!file.ok) throw new Error(file.problems.map(({ message }) => message).join('\n'));
  return file.entries.map(({ spec }) => toDefinition(spec));
};

/** The runner, guard and HTTP client of the program with these declarations. */
export const running = (declarations: readonly object[], options: HarnessOptions = {}): Harness =>
  harness(definitionsOf(...declarations), { settings: {}, ...options });

/** One run of one declaration. */
export const askOnce = async (
  declaration: object,
  options: HarnessOptions = {},
): Promise<IntegrationSection> => {
  const { sections } = await running([declaration], options).run();
  const [section] = sections;
  if (section === undefined) throw new Error('the integration is not on');
  return section;
};

export const blocksOf = (section: IntegrationSection | undefined): readonly Block[] => {
  if (section?.success === true) return section.data.blocks;
  throw new Error(`the section failed: ${section?.reason}`);
};

/** What stands beside the first label. */
export const shownIn = (section: IntegrationSection | undefined): Value | undefined =>
  blocksOf(section).flatMap((block) => (block.kind === 'facts' ? block.items : []))[0]?.value;
