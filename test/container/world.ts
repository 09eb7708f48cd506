import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { listen } from '../../src/demo/http/listen.ts';
import type { MailSink } from '../../src/demo/mail.ts';
import type { Mount } from './container.ts';

/** What surrounds a container: volumes and files on this machine. */
export interface Disk {
  /** A new directory for `/data`, of this owner: an engine gives it the owner of the image's. */
  newVolume(owner: { readonly uid: number; readonly gid: number }): Mount;
  /** A file below `/run/secrets`, and the variables' value for it. */
  newSecret(name: string, secret: string, mode?: number): Mount;
  remove(): void;
}

const isRoot = process.getuid?.() === 0;

export const openDisk = (): Disk => {
  const folder = mkdtempSync(join(tmpdir(), 'unifi-report-volumes-'));
  chmodSync(folder, 0o755);
  return {
    newVolume: ({ uid, gid }) => {
      const source = mkdtempSync(join(folder, 'data-'));
      if (isRoot) chownSync(source, uid, gid);
      return { source, target: '/data' };
    },
    newSecret: (name, secret, mode = 0o444) => {
      const source = join(mkdtempSync(join(folder, 'secret-')), name);
      chmodSync(join(source, '..'), 0o755);
      writeFileSync(source, `${secret}\n`, { mode });
      return { source, target: `/run/secrets/${name}`, readOnly: true };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** As if somebody else had made it; where the tests do not run as root, it is merely read-only. */
export const takeAway = ({ source }: Mount): void => {
  if (isRoot) chownSync(source, 0, 0);
  else chmodSync(source, 0o555);
};

/** A console that takes connections and never says a word; `asked` resolves at the first one. */
export const startSilentConsole = async () => {
  const asked = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    asked.resolve();
  });
  const { port, close } = await listen(server);
  return { host: `127.0.0.1:${port}`, asked: asked.promise, close };
};

/** The text part of the last mail that was delivered, in one line. */
export const textOfLastMail = async ({ messages }: MailSink): Promise<string> => {
  const { text = '' } = await PostalMime.parse(messages.at(-1)?.raw ?? '');
  return text.replaceAll(/\s+/g, ' ');
};
