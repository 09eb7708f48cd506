import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EnvFile } from './env-file.ts';

/** Readable and writable by its owner alone. */
const ownerOnly = 0o600;

/**
 * Why an env file cannot be written there, asked before the first question; undefined when it can. A file that is there
 * is in the way unless `overwrite`.
 */
export const whyNotWritable = (path: string, overwrite: boolean): string | undefined => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return `${path} is a directory; name a file in it`;
  if (found !== undefined && !overwrite)
    return `${path} exists; choose another --out, or --force to replace it`;
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  return folder?.isDirectory() ? undefined : `there is no directory ${dirname(path)}; make it first`;
};

/**
 * Writes the env file and the files of secrets beside it: all of them or none, mode 0600, and never half a file. What is
 * there already is replaced only with `overwrite`.
 * @throws Error that says why nothing was written
 */
export const writeEnvFile = (file: EnvFile, { overwrite, id }: { overwrite: boolean; id: string }): void => {
  const files = [
    ...file.secretFiles.map(({ path, secret }) => ({ path, text: secret })),
    { path: file.path, text: file.text },
  ].map((one) => ({ ...one, draft: `${one.path}.${id}` }));
  const placed: string[] = [];
  try {
    for (const { draft, text } of files)
      writeFileSync(draft, text, { mode: ownerOnly, flag: 'wx', flush: true });
    for (const { draft, path } of files) {
      place(draft, path, overwrite);
      placed.push(path);
    }
  } catch (error) {
    if (!overwrite) for (const path of placed) rmSync(path, { force: true });
    throw new Error(`Nothing was written: ${file.path} cannot be made (${reasonOf(error)}).`);
  } finally {
    for (const { draft } of files) rmSync(draft, { force: true });
  }
};

const place = (draft: string, path: string, overwrite: boolean): void => {
  if (!overwrite && existsSync(path)) throw new Error(`${path} exists by now`);
  renameSync(draft, path);
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'for no reason told');
