import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout, from which an image is built. */
export const project = fileURLToPath(new URL('../../', import.meta.url));

export const readProjectFile = (path: string): string =>
  readFileSync(new URL(path, `file://${project}`), 'utf8');

/**
 * What the build may see of the checkout: files and folders at its top, by name.
 *
 * @throws Error for a pattern other than `*` and `!name`: with those two nobody has to know the rules of the rest.
 */
export const readDockerignore = (text: string): readonly string[] => {
  const [first, ...rest] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (first !== '*') throw new Error('.dockerignore does not begin by ignoring everything');
  return rest.map((line) => {
    const [, name] = /^!([\w.-]+)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`not a plain exception: ${line}`);
    return name;
  });
};
