import type { IntegrationDefinition } from '../integration.ts';
import { readAnswers } from './answers.ts';
import { createBudget } from './budget.ts';
import { createClient } from './client.ts';
import { createLimitsCache } from './limits-cache.ts';
import { gapsOf, logGaps } from './missing.ts';
import { writeFetched } from './section.ts';
import { cloudflareProblems, cloudflareTarget } from './target.ts';
import { adviseOnToken } from './token-link.ts';

/** Cloudflare: zones with their traffic, security events and DNS, and the tunnels of their accounts. */
export const cloudflare: IntegrationDefinition = {
  name: 'cloudflare',
  displayName: 'Cloudflare',
  requiredEnv: ['CLOUDFLARE_API_TOKEN'],
  optionalEnv: ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_ZONES', 'CLOUDFLARE_API_BASE_URL'],
  isRemote: true,
  validate: cloudflareProblems,
  adviseOnCredentials: adviseOnToken,
  create(env, deps) {
    const target = cloudflareTarget(env);
    const http = deps.http(target.baseUrl, { authorization: `Bearer ${target.token}` });
    const budget = createBudget(deps.now);
    const limits = createLimitsCache(deps.now);
    return {
      async fetch(context) {
        const client = createClient(http, budget.forReport(), deps.log);
        const answers = await readAnswers({ client, limits, now: deps.now }, target, context);
        const fetched = writeFetched(answers);
        logGaps(gapsOf(answers), !('failure' in fetched), deps.log);
        return fetched;
      },
    };
  },
};
