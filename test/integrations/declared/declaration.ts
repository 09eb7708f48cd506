import type { DeclaredSpec } from '../../../src/integrations/declared/spec.ts';

/** A declared integration without credentials; tests change what they are about. */
export const declaration = (changes: Partial<DeclaredSpec> = {}): DeclaredSpec => ({
  id: 'nas',
  title: 'Storage',
  type: 'rest',
  baseUrl: 'https://nas.example/api',
  auth: { type: 'none' },
  headers: {},
  timeoutMs: 30_000,
  retry: {
    maxAttempts: 3,
    initialWaitMs: 1_000,
    maxWaitMs: 5_000,
    multiplier: 2,
    retryOn: [],
    jitter: true,
    retryAfter: true,
  },
  circuit: { threshold: 3, resetAfterMs: 60_000 },
  operations: [],
  section: [],
  findings: [],
  variables: [],
  line: 1,
  ...changes,
});
