import { readKeyPair } from '../../src/demo/key-pair.ts';
import { type Ended, type Env, startNetwork, type TestNetwork } from '../e2e/network.ts';
import { type Mail, onlyMail } from '../e2e/results.ts';
import { startFront } from '../faults/front.ts';
import { refuses } from '../faults/misbehaviour.ts';
import { cloudflare, unifiConsole } from '../faults/sources.ts';
import { type ChangeText, changeTexts } from './mangle.ts';

/** What came of one report. */
export interface Run {
  readonly ended: Ended;
  readonly mail: Mail;
  readonly network: TestNetwork;
}

export interface World {
  /** What becomes of the texts in every answer of the console and of Cloudflare. */
  readonly change: ChangeText;
  readonly env?: Env;
  /** What Cloudflare's GraphQL says instead of an answer. */
  readonly graphqlErrors?: readonly string[];
}

/** One report of a network that tells hostile things; `look` sees it before it is gone. */
export const during = async (
  { change, env, graphqlErrors }: World,
  look: (run: Run) => void | Promise<void>,
): Promise<void> => {
  await using network = await startNetwork();
  const changed = (body: unknown): unknown => changeTexts(body, change);
  await using console = await startFront({
    behind: network.console.url,
    tls: readKeyPair(),
    change: changed,
  });
  await using api = await startFront({
    behind: new URL(network.cloudflare.url).origin,
    change: changed,
    misbehave: (path) =>
      graphqlErrors && path.endsWith('/graphql')
        ? refuses(200, { data: null, errors: graphqlErrors.map((message) => ({ message })) })
        : undefined,
  });
  const ended = await network.once({
    ...unifiConsole.at(console.host, 'as usual'),
    ...cloudflare.at(api.host, 'as usual'),
    LOG_LEVEL: 'trace',
    ...env,
  });
  await look({ ended, network, mail: await onlyMail(network) });
};
