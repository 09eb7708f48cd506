import type { Fact, FactSource, SourcedFact } from '../../src/report/section.ts';

/** A fact as the runner hands it on: told by Cloudflare, over the internet, unless the test says otherwise. */
export const toldBy = (fact: Fact, source: Partial<FactSource> = {}): SourcedFact => ({
  ...fact,
  source: {
    name: 'cloudflare',
    displayName: 'Cloudflare',
    isRemote: true,
    isUnreachable: false,
    ...source,
  },
});
