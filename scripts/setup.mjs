// Makes a fresh clone runnable: installs what is missing, builds what is stale. Runs under any Node that has npm,
// so it uses nothing but Node's own modules and old syntax.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const modifiedMs = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const newestMs = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).reduce(
    (newest, entry) => Math.max(newest, statSync(join(entry.parentPath || entry.path, entry.name)).mtimeMs),
    0,
  );

const npm = (...args) => {
  const result = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(`"npm ${args.join(' ')}" failed; run it by hand to see why.`);
    process.exit(result.status || 1);
  }
};

const installedMs = modifiedMs(join(root, 'node_modules', '.package-lock.json'));
if (installedMs < modifiedMs(join(root, 'package-lock.json'))) {
  console.error('Installing packages …');
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
}

const builtMs = modifiedMs(join(root, 'dist', 'cli.js'));
const sources = ['src', 'templates', 'scripts'].map((folder) => newestMs(join(root, folder)));
const lists = ['tsconfig.build.json', 'package-lock.json'].map((path) => modifiedMs(join(root, path)));
if (builtMs < Math.max(...sources, ...lists)) {
  console.error('Building …');
  npm('run', '--silent', 'build');
}
