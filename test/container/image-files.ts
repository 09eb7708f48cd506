import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface ImageFile {
  /** Below the folder that was read. */
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  readonly isNative: boolean;
  /** Scripts that npm would run at installation. */
  readonly installScripts: readonly string[];
}

export const filesIn = (folder: string): readonly ImageFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const full = join(folder, path);
    const stats = statSync(full);
    if (!stats.isFile()) return [];
    return { path, mode: stats.mode & 0o777, isNative: isNative(full), installScripts: installScripts(full) };
  });

/** ELF, Mach-O (thin and universal, both byte orders) and PE begin like this. */
const nativeBeginnings = ['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '4d5a'];

/** Code for one kind of processor, or what would be compiled to it. */
const isNative = (path: string): boolean => {
  if (path.endsWith('.node') || basename(path) === 'binding.gyp') return true;
  const beginning = Buffer.alloc(4);
  const file = openSync(path, 'r');
  readSync(file, beginning);
  closeSync(file);
  return nativeBeginnings.some((begin) => beginning.toString('hex').startsWith(begin));
};

const installScripts = (path: string): readonly string[] => {
  if (basename(path) !== 'package.json') return [];
  const { scripts = {} } = JSON.parse(readFileSync(path, 'utf8'));
  return ['preinstall', 'install', 'postinstall'].filter((name) => Object.hasOwn(scripts, name));
};
