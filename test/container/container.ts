import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { followProgram, type RunningProgram } from '../helpers/program.ts';
import type { Image } from './replay.ts';

/** A file or directory of this machine that the container sees. */
export interface Mount {
  readonly source: string;
  /** Absolute, in the container. */
  readonly target: string;
  readonly readOnly?: boolean;
}

export interface Start {
  readonly env?: Readonly<Record<string, string>>;
  readonly mounts?: readonly Mount[];
  /** Instead of the image's own. */
  readonly entrypoint?: readonly string[];
}

/** Starts the image with these arguments instead of its CMD, as an engine's `run` would. */
export type StartContainer = (image: Image, args: readonly string[], start?: Start) => RunningProgram;

const enter = fileURLToPath(new URL('enter.sh', import.meta.url));
const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];

const isRoot = process.getuid?.() === 0;

/** Whether this machine lets the tests make namespaces: Linux, as root, with the right to mount. */
export const canIsolate =
  isRoot &&
  spawnSync('unshare', ['--pid', '--fork', '--mount', 'unshare', '--root=/', '--wd=/', 'true']).status === 0;

/** The ids that the image's user has; of this process, where it may not become somebody else. */
export const userOf = ({ user }: Image): { uid: number; gid: number } => {
  const [uid = Number.NaN, gid = uid] = user.split(':').map(Number);
  return isRoot ? { uid, gid } : { uid: process.getuid?.() ?? uid, gid: process.getgid?.() ?? gid };
};

/** As an ordinary process of the image's user, with the image's paths replaced by where they lie. */
export const startAsUser: StartContainer = (image, args, { env = {}, mounts = [], entrypoint } = {}) => {
  const located = (text: string): string => {
    const mount = mounts.find(({ target }) => text === target || text.startsWith(`${target}/`));
    if (mount !== undefined) return `${mount.source}${text.slice(mount.target.length)}`;
    return text.startsWith('/app') ? `${image.root}${text}` : text;
  };
  const [program, ...words] = [...(entrypoint ?? image.entrypoint), ...args].map(located);
  if (program !== 'node') throw new Error(`the image brings no ${program}`);
  const variables = Object.entries({ ...image.env, ...env }).map(([name, value]) => [name, located(value)]);
  const child = spawn(join(image.root, 'usr/local/bin/node'), words, {
    cwd: located(image.workdir),
    env: Object.fromEntries(variables),
    stdio,
    ...(isRoot ? userOf(image) : {}),
  });
  return followProgram(child);
};

/** As process 1 in namespaces of its own, where `/` is the image, read-only, and has no `/tmp`. */
export const startIsolated: StartContainer = (image, args, { env = {}, mounts = [], entrypoint } = {}) => {
  const { uid, gid } = userOf(image);
  makeMountPoints(image, mounts);
  const laid = mounts.flatMap(({ source, target, readOnly }) => [source, target, readOnly ? 'ro' : 'rw']);
  const namespaces = ['--pid', '--fork', '--mount', '--kill-child'];
  const place = [image.root, String(uid), String(gid), image.workdir, ...laid];
  const command = [...(entrypoint ?? image.entrypoint), ...args];
  const child = spawn('unshare', [...namespaces, 'sh', enter, ...place, '--', ...command], {
    env: { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...image.env, ...env },
    stdio,
  });
  const program = followProgram(child);
  return { ...program, kill: (signal) => process.kill(firstProcessOf(program), signal) };
};

const makeMountPoints = ({ root }: Image, mounts: readonly Mount[]): void => {
  for (const folder of ['usr/lib', 'lib', 'lib64', 'proc'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const { target } of mounts.filter(({ target }) => target !== '/data')) {
    mkdirSync(dirname(join(root, target)), { recursive: true });
    writeFileSync(join(root, target), '');
  }
};

/** What the container calls process 1, by the number that this machine knows it by. */
export const firstProcessOf = ({ pid }: RunningProgram): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
