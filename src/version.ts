import { readFileSync } from 'node:fs';
import { literal, object, parse, string } from 'valibot';

const Manifest = object({ name: literal('unifi-report'), version: string() });

/** The program's version, from the package.json that lies beside `src/` and `dist/`. */
export const programVersion = (): string =>
  parse(Manifest, JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;
