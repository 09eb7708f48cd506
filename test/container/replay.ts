import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { project, readDockerignore, readProjectFile } from './context.ts';
import { parseDockerfile, type Stage, type Step } from './dockerfile.ts';

/** What the Dockerfile makes, as a directory tree. */
export interface Image {
  /** Where the image's `/` lies. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly healthcheck: readonly string[];
  remove(): Promise<void>;
}

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

/** npm answers from its cache where it can, and gets nothing else of the environment of the tests. */
const buildEnv = () => {
  const passedOn = ['HOME', 'npm_config_cache', 'npm_config_registry', 'HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS'];
  return {
    ...Object.fromEntries(passedOn.map((name) => [name, process.env[name]])),
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    npm_config_prefer_offline: 'true',
  };
};

/** Carries out the Dockerfile without an engine: the same files copied, the same commands run, in temporary directories. */
export const replayDockerfile = async (): Promise<Image> => {
  const stages = parseDockerfile(readProjectFile('Dockerfile'));
  const folder = mkdtempSync(join(tmpdir(), 'unifi-report-image-'));
  const remove = async (): Promise<void> => {
    await run('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // Traversable for the user of the image, as a container's root is.
    chmodSync(folder, 0o755);
    return { ...(await replayStages(stages, folder)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

const replayStages = async (stages: readonly Stage[], folder: string): Promise<Omit<Image, 'remove'>> => {
  const roots = new Map<string, string>();
  for (const [index, stage] of stages.entries()) {
    const name = stage.name ?? `stage-${index}`;
    const root = join(folder, name);
    mkdirSync(root);
    roots.set(name, root);
    await replayStage(stage, root, roots);
  }
  const final = stages.at(-1);
  const root = [...roots.values()].at(-1);
  if (final === undefined || root === undefined) throw new Error('the Dockerfile has no stage');
  placeNode(root);
  await run('chmod', ['-R', 'a-w', join(root, 'app'), join(root, 'usr')]);
  return { root, ...settingsOf(final.steps) };
};

const replayStage = async (stage: Stage, root: string, roots: ReadonlyMap<string, string>): Promise<void> => {
  let workdir = '/';
  for (const step of stage.steps) {
    const place = (path: string): string => join(root, posix.resolve(workdir, path));
    if (step.kind === 'workdir') {
      workdir = posix.resolve(workdir, step.path);
      mkdirSync(place('.'), { recursive: true });
    }
    if (step.kind === 'copy') await replayCopy(step, place, roots);
    if (step.kind === 'run') await replayRun(step.command, place('.'));
  }
};

const replayCopy = async (
  { from, chown, sources, target }: Extract<Step, { kind: 'copy' }>,
  place: (path: string) => string,
  roots: ReadonlyMap<string, string>,
): Promise<void> => {
  for (const source of sources) {
    const path = from === undefined ? inContext(source) : join(roots.get(from) ?? missing(from), source);
    const toFolder = target.endsWith('/') && statSync(path).isFile();
    const destination = toFolder ? join(place(target), basename(source)) : place(target);
    cpSync(path, destination, { recursive: true });
    // The worst a checkout can be: made under umask 077.
    if (from === undefined) await run('chmod', ['-R', 'go=', destination]);
    if (chown !== undefined && isRoot) await run('chown', ['-R', chown, destination]);
  }
};

const missing = (name: string): never => {
  throw new Error(`no stage before is called ${name}`);
};

const inContext = (source: string): string => {
  const [top = ''] = source.split('/');
  if (!readDockerignore(readProjectFile('.dockerignore')).includes(top))
    throw new Error(`.dockerignore keeps ${source} out of the build`);
  return join(project, source);
};

const replayRun = async (command: string, cwd: string): Promise<void> => {
  // An absolute path would be this machine's.
  if (/(^|[\s'"=])\//.test(command)) throw new Error(`RUN names an absolute path: ${command}`);
  await run('sh', ['-c', command], { cwd, env: buildEnv() }).catch((error: unknown) => {
    const said = error instanceof Error ? Reflect.get(error, 'stdout') : '';
    throw new Error(`RUN ${command} failed: ${said}`, { cause: error });
  });
};

/** The base image brings Node.js; here it is the one that runs the tests. */
const placeNode = (root: string): void => {
  const folder = join(root, 'usr/local/bin');
  mkdirSync(folder, { recursive: true });
  copyFileSync(process.execPath, join(folder, 'node'));
  chmodSync(join(folder, 'node'), 0o755);
};

const settingsOf = (steps: readonly Step[]): Omit<Image, 'root' | 'remove'> => {
  const argvOf = (kind: 'entrypoint' | 'cmd' | 'healthcheck') =>
    steps.flatMap((step) => (step.kind === kind ? [step.argv] : [])).at(-1) ?? [];
  const env: Record<string, string> = {};
  let [user, workdir] = ['root', '/'];
  for (const step of steps) {
    if (step.kind === 'env') Object.assign(env, step.variables);
    if (step.kind === 'user') user = step.user;
    if (step.kind === 'workdir') workdir = step.path;
  }
  return {
    env,
    user,
    workdir,
    entrypoint: argvOf('entrypoint'),
    cmd: argvOf('cmd'),
    healthcheck: argvOf('healthcheck'),
  };
};
