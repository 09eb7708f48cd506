import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../src/demo/random.ts';
import { startNetwork, type TestNetwork, withoutIntegrations } from '../e2e/network.ts';
import { startServer } from '../helpers/https-server.ts';
import type { RunningProgram } from '../helpers/program.ts';

/** What happened, in that order; one process at a time, so that a message belongs to the run before it. */
export type Happening =
  | { readonly kind: 'message'; readonly messageId: string; readonly raw: string }
  | { readonly kind: 'posted'; readonly id: string; readonly body: string }
  | { readonly kind: 'command'; readonly verb: string }
  | { readonly kind: 'ended'; readonly killed: boolean; readonly code: number | null };

export interface Lane {
  readonly network: TestNetwork;
  readonly story: readonly Happening[];
  /** Lets one run come to its end. @returns its exit code. */
  runToTheEnd(): Promise<number | null>;
  /** Starts one run and kills it at a random moment. @returns false when it was quicker. */
  runAndKill(): Promise<boolean>;
  close(): Promise<void>;
}

/** A report is about a dozen commands and one request; what was left behind by others comes first. */
const mostCommands = 16;

/** One `DATA_DIR` with a mail server and a webhook that write everything down. */
export const startLane = async (random: Random): Promise<Lane> => {
  const story: Happening[] = [];
  let onCommand: () => void = () => undefined;
  const network = await startNetwork({
    mail: {
      tls: 'none',
      override: (verb, argument) => {
        onCommand();
        if (verb === 'MESSAGE') {
          const messageId = /^Message-ID: *(\S+)/im.exec(argument)?.[1] ?? '';
          story.push({ kind: 'message', messageId, raw: argument });
        } else story.push({ kind: 'command', verb });
        return undefined;
      },
    },
  });
  const webhook = await startServer(
    ({ headers, body }, response) => {
      onCommand();
      story.push({ kind: 'posted', id: String(headers['webhook-id']), body });
      response.writeHead(204).end();
    },
    { tls: false },
  );
  const env = { ...withoutIntegrations, SMTP_TLS: 'none', UNIFI_TIMEOUT: '10m', WEBHOOK_URL: webhook.url };
  const start = (): RunningProgram => network.start(['run', '--once'], env);

  const finish = async (program: RunningProgram): Promise<Extract<Happening, { kind: 'ended' }>> => {
    const { code, signal } = await program.ended;
    // What it had written to the mail server is still read after its end, and belongs to it.
    await delay(50);
    const end = { kind: 'ended', killed: signal === 'SIGKILL', code } as const;
    story.push(end);
    return end;
  };

  let typicalMs = 0;
  const runToTheEnd = async (): Promise<number | null> => {
    const beganMs = performance.now();
    const { code } = await finish(start());
    typicalMs = performance.now() - beganMs;
    return code;
  };

  /** Anywhere between start and end, and as often at a command to the mail server or at the webhook's request: there is where it matters. */
  const killAtRandom = (program: RunningProgram): void => {
    const kill = (): void => program.kill('SIGKILL');
    if (random.next() < 0.5) {
      const timer = setTimeout(kill, random.integer(0, Math.ceil(typicalMs)));
      void program.ended.then(() => clearTimeout(timer));
      return;
    }
    let commands = random.integer(1, mostCommands);
    const afterMs = random.integer(0, 4);
    onCommand = () => {
      commands -= 1;
      if (commands !== 0) return;
      // At once, before the answer is sent, or some moments later.
      if (afterMs === 0) kill();
      else setTimeout(kill, afterMs);
    };
  };

  const runAndKill = async (): Promise<boolean> => {
    const program = start();
    killAtRandom(program);
    const { killed } = await finish(program);
    onCommand = () => undefined;
    return killed;
  };

  const close = async (): Promise<void> => {
    await Promise.all([network[Symbol.asyncDispose](), webhook.close()]);
  };

  return { network, story, runToTheEnd, runAndKill, close };
};
