// The last step of the build: templates are compiled here, not anew in every process that writes a report.
import { mkdirSync, writeFileSync } from 'node:fs';
import { precompiledFileName } from '../src/render/compiled-templates.ts';
import { precompile } from '../src/render/render.ts';
import { readShippedTemplate } from '../src/render/templates.ts';

const file = new URL(`../dist/render/${precompiledFileName}`, import.meta.url);
mkdirSync(new URL('.', file), { recursive: true });
writeFileSync(file, precompile(readShippedTemplate));
