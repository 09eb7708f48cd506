import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { listen } from '../../src/demo/http/listen.ts';
import { readKeyPair } from '../../src/demo/key-pair.ts';
import type { Wrong } from './faults.ts';
import { type FrontOptions, startFront } from './front.ts';
import { redirectsTo } from './misbehaviour.ts';
import type { Source, Trust } from './sources.ts';

/** The servers of one fault, and where the program has to ask to meet it. */
export interface Scene extends AsyncDisposable {
  readonly host: string;
  readonly trust: Trust;
  /** Paths that the faulty server was asked for. */
  readonly asked: readonly string[];
  /** Paths that somebody else's server was asked for. */
  readonly askedElsewhere: readonly string[];
}

interface Plan {
  readonly source: Source;
  readonly wrong: Wrong;
  /** The healthy server behind the fault. */
  readonly behind: string;
  /** The paths that the fault is about. */
  readonly only: RegExp;
}

export const setUp = async (plan: Plan): Promise<Scene> => {
  const { source, wrong, only } = plan;
  switch (wrong.kind) {
    case 'nobody listens':
      return nobodyAt(`127.0.0.1:${await closedPort()}`, 'as usual');
    case 'no such name':
      return nobodyAt('nowhere.invalid', 'for no reason');
    case 'certificate':
      return atFront(plan, { tls: certificates[wrong.is].pair }, certificates[wrong.is].trust);
    case 'misbehaves':
      return atFront(plan, {
        misbehave: (path) => (only.test(path) ? wrong.as(source.dialect) : undefined),
      });
    case 'changes answers':
      return atFront(plan, { change: wrong.change });
    case 'sends elsewhere':
      return sendingElsewhere(plan);
  }
};

const nobodyAt = (host: string, trust: Trust): Scene => ({
  host,
  trust,
  asked: [],
  askedElsewhere: [],
  [Symbol.asyncDispose]: async () => undefined,
});

const atFront = async (
  { source, behind }: Plan,
  options: Omit<FrontOptions, 'behind'>,
  trust: Trust = 'as usual',
): Promise<Scene> => {
  const front = await startFront({ behind, tls: usualPair(source), ...options });
  return {
    host: front.host,
    trust,
    asked: front.requests,
    askedElsewhere: [],
    [Symbol.asyncDispose]: () => front[Symbol.asyncDispose](),
  };
};

/** The other server has the same certificate and would answer as it should, so that only the program can refuse. */
const sendingElsewhere = async (plan: Plan): Promise<Scene> => {
  const { source, behind } = plan;
  const elsewhere = await startFront({ behind, tls: usualPair(source) });
  const away = `${source.isSecure ? 'https' : 'http'}://${elsewhere.host}`;
  const scene = await atFront(plan, { misbehave: () => redirectsTo(away) });
  return {
    ...scene,
    askedElsewhere: elsewhere.requests,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([scene[Symbol.asyncDispose](), elsewhere[Symbol.asyncDispose]()]);
    },
  };
};

const usualPair = ({ isSecure }: Source) => (isSecure ? readKeyPair() : undefined);

const pem = (name: string): string =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

const signedPair = (name: string) => ({ cert: pem(`${name}-cert`), key: pem('leaf-key') });

const certificates = {
  expired: { pair: signedPair('expired'), trust: 'by its authority' },
  'for another name': { pair: signedPair('public-name'), trust: 'by its authority' },
  'self-signed': { pair: readKeyPair(), trust: 'for no reason' },
} as const;

/** A port of this machine at which nobody listens. */
const closedPort = async (): Promise<number> => {
  const { port, close } = await listen(createServer());
  await close();
  return port;
};
