import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { CompiledTemplates } from './render.ts';

/** Written beside this file by the build (`scripts/precompile-templates.ts`). */
export const precompiledFileName = 'precompiled-templates.js';

/** What the build has made of the templates; nothing in a source tree. */
export const readCompiledTemplates = (): CompiledTemplates | undefined => {
  const file = fileURLToPath(new URL(precompiledFileName, import.meta.url));
  if (!existsSync(file)) return undefined;
  const built: { readonly compiledTemplates: CompiledTemplates } = createRequire(import.meta.url)(file);
  return built.compiledTemplates;
};
