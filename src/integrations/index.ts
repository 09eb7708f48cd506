import { cloudflare } from './cloudflare/index.ts';
import { cybersecure } from './cybersecure/index.ts';
import type { IntegrationDefinition } from './integration.ts';

/** THE LIST: sections of the report stand in this order. A name may stand in it once. */
export const integrations: readonly IntegrationDefinition[] = [cloudflare, cybersecure];
