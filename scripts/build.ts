import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import * as v from 'valibot';

/**
 * `npm run build`: the program and the packages it uses, in a few files instead of a thousand, because finding, reading
 * and linking each file is most of what a start costs. What is imported when it is needed stays a file of its own. Names
 * are kept, so that a stack trace in a log can be read.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Entries: the command line, and the program without it for whoever measures it. */
const input = { cli: join(root, 'src/cli.ts'), app: join(root, 'src/app.ts') };

/** A file of ours knows what lies beside it by its own place, which is another one once it is part of a bundle. */
const ownPlace: Plugin = {
  name: 'own-place',
  transform: {
    filter: { id: /\/src\//, code: 'import.meta.url' },
    handler: (code, id) => {
      const place = `./${relative(join(root, 'src'), id)}`;
      return code.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`);
    },
  },
};

const Manifest = v.object({ name: v.string(), version: v.string(), license: v.string() });

/** The directory of the package that a module belongs to; undefined for one of ours. */
const packageOf = (moduleId: string): string | undefined =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(moduleId)?.[0];

/** Name, version and licence of a package, with the whole text of it as the licences ask for. */
const noticeOf = (directory: string): string => {
  const { name, version, license } = v.parse(
    Manifest,
    JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')),
  );
  const texts = readdirSync(directory).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  if (texts.length === 0) throw new Error(`${name} has no licence text to hand on`);
  const written = texts.map((file) => readFileSync(join(directory, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...written].join('\n\n');
};

const noticesOf = (chunks: readonly OutputChunk[]): string => {
  const packages = chunks.flatMap(({ moduleIds }) => moduleIds.flatMap((id) => packageOf(id) ?? []));
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const introduction = 'The files beside this one hold parts of the following packages.';
  return `${[introduction, ...[...new Set(packages)].sort().map(noticeOf)].join(rule)}\n`;
};

rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  input,
  platform: 'node',
  // A native module finds the right binary for the machine by where it lies.
  external: ['@resvg/resvg-js'],
  plugins: [ownPlace],
  // Templates are compiled by the last step of the build: without the compiler a start needs less of the processor.
  resolve: { alias: { handlebars: join(root, 'node_modules/handlebars/runtime.js') } },
  // Whatever else cannot be found must fail the build, not the program.
  onLog: (level, log, handle) => handle(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log),
});
const { output } = await bundle.write({
  dir: dist,
  // Not ESM: an ESM import of `node:http` reads all that it exports. Parts of Node's own fetch are among that, and Node would
  // unpack it: 50 ms and 14 MiB for a client that a report does not use.
  format: 'cjs',
  comments: false,
  // One letter beyond Latin 1 would make V8 hold all of a file in two bytes for each of its letters.
  charset: 'ascii',
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  entryFileNames: '[name].js',
  chunkFileNames: 'chunk-[name].js',
});
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), noticesOf(output.filter((one) => one.type === 'chunk')));
