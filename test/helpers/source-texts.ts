import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The text of every TypeScript file below a folder of the project. */
export const sourceTexts = (folder: string): readonly string[] => {
  const base = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(base + path, 'utf8'));
};
