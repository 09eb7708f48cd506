import type { IntegrationDefinition } from '../integration.ts';
import { readAnswers } from './client.ts';
import { writeFetched } from './section.ts';
import { consoleProblems, consoleTarget } from './target.ts';

/** CyberSecure by Proofpoint: the signature subscription of a UniFi gateway and what its rules caught. */
export const cybersecure: IntegrationDefinition = {
  name: 'cybersecure',
  displayName: 'CyberSecure',
  requiredEnv: ['CYBERSECURE_API_KEY'],
  optionalEnv: [
    'CYBERSECURE_HOST',
    'CYBERSECURE_SITE',
    'CYBERSECURE_TLS_VERIFY',
    'CYBERSECURE_TLS_CA_FILE',
    'CYBERSECURE_TLS_FINGERPRINT',
  ],
  validate: consoleProblems,
  create(env, deps) {
    const target = consoleTarget(env, deps.readFile);
    const console = deps.console(target);
    return {
      async fetch(context) {
        const answers = await readAnswers(console, context, deps);
        return writeFetched(answers, {
          host: console.host,
          nowMs: deps.now() + (console.clockSkewMs() ?? 0),
          isNamed: target.host !== undefined || target.site !== undefined,
        });
      },
    };
  },
};
