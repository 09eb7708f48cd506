import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importCycles, parseSource, type SourceFile, sourceFiles } from './helpers/source-files.ts';

/** The house rules of DESIGN §3 that a compiler does not know. A rule yields one line per violation. */
const files = sourceFiles('src');

const violations = (rule: (file: SourceFile) => readonly string[]): readonly string[] =>
  files.flatMap((file) => rule(file).map((what) => `${file.path}: ${what}`));

const ownImportsOf = (file: SourceFile): readonly string[] =>
  file.imports.flatMap((one) => (one.kind === 'own' ? [one.path] : []));

const packagesOf = (file: SourceFile): readonly string[] =>
  file.imports.flatMap((one) => (one.kind === 'package' ? [one.name] : []));

const matchesOf = (file: SourceFile, pattern: RegExp): readonly string[] =>
  [...file.code.matchAll(pattern)].map(([found]) => found.trim());

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap(ownImportsOf).length).toBeGreaterThan(files.length);
});

describe('who may import whom', () => {
  /** The first rule whose folder or file a path begins with decides what it may import. */
  const rules: readonly { readonly of: RegExp; readonly may: (path: string) => RegExp }[] = [
    { of: /^(report\/section|report\/format|net\/errors|period)\.ts$/, may: () => /^$/ },
    { of: /^net\//, may: () => /^(net\/|period\.ts$)/ },
    { of: /^console\//, may: () => /^(console\/|net\/|period\.ts$)/ },
    { of: /^unifi\//, may: () => /^(unifi\/|net\/|console\/|period\.ts$|report\/(section|format)\.ts$)/ },
    {
      of: /^integrations\/[^/]+\//,
      may: (path) => {
        const folder = path.split('/').slice(0, 2).join('/');
        return new RegExp(
          `^(${folder}/|net/|console/|period\\.ts$|report/(section|format)\\.ts$|integrations/(integration|results)\\.ts$)`,
        );
      },
    },
    {
      of: /^integrations\//,
      may: () => /^(integrations\/|net\/|console\/|period\.ts$|report\/(section|format)\.ts$)/,
    },
    { of: /^demo\//, may: () => /^(demo\/|net\/|period\.ts$)/ },
  ];

  test('sources know only what is theirs', () => {
    const strangers = violations((file) => {
      const allowed = rules.find(({ of }) => of.test(file.path))?.may(file.path) ?? /^/;
      return ownImportsOf(file).filter((path) => !allowed.test(path));
    });

    expect(strangers).toEqual([]);
  });

  test('only commands open the app, and nothing imports the command line', () => {
    const climbing = violations((file) =>
      ownImportsOf(file).filter((path) => {
        if (path === 'cli.ts') return true;
        if (path === 'app.ts') return !/^(cli\.ts|commands\/)/.test(file.path);
        return path.startsWith('commands/') && !/^(cli\.ts|commands\/)/.test(file.path);
      }),
    );

    expect(climbing).toEqual([]);
  });

  test('every import of ours names a file that is there', () => {
    const paths = new Set(files.map(({ path }) => path));

    expect(violations((file) => ownImportsOf(file).filter((path) => !paths.has(path)))).toEqual([]);
  });

  test('no chain of imports comes back to itself', () => {
    expect(importCycles(files)).toEqual([]);
  });
});

describe('one vendor, one door', () => {
  const doors: Readonly<Record<string, string>> = {
    cockatiel: 'net/guard.ts',
    nodemailer: 'deliver/mailer.ts',
    'node-cron': 'schedule/schedule.ts',
    pino: 'log.ts',
    'pino-pretty': 'log.ts',
    handlebars: 'render/render.ts',
    commander: 'cli.ts',
    'node:sqlite': 'store/sqlite.ts',
    'temporal-polyfill': 'schedule/period.ts',
    yaml: 'config/yaml.ts',
    oauth4webapi: 'integrations/declared/client/oauth.ts',
    'json-p3': 'integrations/declared/json-path.ts',
    'prom-client': 'listen/prometheus.ts',
    '@resvg/resvg-js': 'render/rasterise.ts',
    '@clack/prompts': 'setup/prompts.ts',
  };
  /** Every edge parses with it. */
  const everywhere = 'valibot';

  test('each package is imported by its door only', () => {
    const strays = violations((file) =>
      packagesOf(file).filter((name) => {
        if (name === everywhere) return false;
        return Object.hasOwn(doors, name) ? doors[name] !== file.path : !name.startsWith('node:');
      }),
    );

    expect(strays).toEqual([]);
  });

  test('each dependency of package.json has a door, and each door a dependency', () => {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    const dependencies = Object.keys(JSON.parse(text).dependencies);
    const named = [...Object.keys(doors), everywhere].filter((name) => !name.startsWith('node:'));

    expect(named.sort()).toEqual(dependencies.sort());
  });

  test('each package that only tests use to look at the mail has a door as well', () => {
    const testDoors: Readonly<Record<string, string>> = {
      'html-validate': 'test/mail-clients/html-rules.ts',
      caniemail: 'test/mail-clients/client-support.ts',
      'playwright-core': 'test/mail-clients/browser.ts',
    };
    const importing = ['test', 'scripts'].flatMap((folder) =>
      sourceFiles(folder).flatMap((file) =>
        packagesOf(file)
          .filter((name) => Object.hasOwn(testDoors, name))
          .map((name) => [name, `${folder}/${file.path}`]),
      ),
    );

    expect(Object.fromEntries(importing)).toEqual(testDoors);
    expect(importing).toHaveLength(Object.keys(testDoors).length);
  });

  test('Node builtins carry their prefix', () => {
    const bare = violations((file) =>
      packagesOf(file).filter((name) => /^(fs|path|os|net|tls|http|https|crypto|url|util)$/.test(name)),
    );

    expect(bare).toEqual([]);
  });
});

/** What must not stand in the code, with a line that does it and one that only looks like it. */
const forbidden = {
  clock: {
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b/g,
    breaks: ['const a = Date.now();', 'f(new Date());'],
    keeps: ['new Date(atMs);'],
  },
  chance: { pattern: /\bMath\.random\b/g, breaks: ['f({ random: Math.random })'], keeps: ['deps.random()'] },
  environment: { pattern: /\bprocess\.env\b/g, breaks: ['process.env.TZ'], keeps: ['sources.env.TZ'] },
  exitCode: { pattern: /\bprocess\.exitCode\b/g, breaks: ['process.exitCode = 1;'], keeps: ['run.exitCode'] },
  exit: { pattern: /\bprocess\.exit\(/g, breaks: ['process.exit(1);'], keeps: ['process.exitCode = 1;'] },
  defaultExport: {
    pattern: /^export\s+default\b|\bexport\s*\{[^}]*\bas default\b/gm,
    breaks: ['export default a;', 'export { a as default };'],
    keeps: ['export const a = { default: 1 };'],
  },
  cast: {
    pattern: /(?<=[\w)\]}'"]\s+)as\s+(?!const\b)[\w{[(].*/g,
    breaks: ['const a = b as string;', 'f(x() as { y: 1 });', '({}) as unknown as T'],
    keeps: ['[1] as const;', "import { a as b } from './a.ts';", "const c = 'x as y';", 'const as = 1;'],
  },
  any: {
    pattern: /(?<=[:<|&,(]\s*)any\b(?!\s*[(:.])/g,
    breaks: ['const a: any = 1;', 'Array<any>', 'f(x: string | any)'],
    keeps: ['AbortSignal.any([a])', '// any', 'const many: Many = any(x);'],
  },
} as const satisfies Record<string, { pattern: RegExp; breaks: readonly string[]; keeps: readonly string[] }>;

describe('the world comes in as arguments', () => {
  const atTheEdge = /^(app\.ts|demo\/)/;

  test.each(['clock', 'chance', 'environment'] as const)(
    'the %s is read in app.ts and demo/ only',
    (what) => {
      const { pattern } = forbidden[what];

      expect(violations((file) => (atTheEdge.test(file.path) ? [] : matchesOf(file, pattern)))).toEqual([]);
    },
  );

  test('only the command line sets the exit code, and nothing else ends the process', () => {
    const { exitCode, exit } = forbidden;

    expect(violations((file) => (file.path === 'cli.ts' ? [] : matchesOf(file, exitCode.pattern)))).toEqual(
      [],
    );
    expect(violations((file) => matchesOf(file, exit.pattern))).toEqual([]);
  });
});

describe('the language', () => {
  test.each(['defaultExport', 'cast', 'any'] as const)('no %s', (what) => {
    expect(violations((file) => matchesOf(file, forbidden[what].pattern))).toEqual([]);
  });

  test('no file or folder whose name says nothing', () => {
    const vague = /(^|\/)(utils?|commons?|managers?|helpers?|misc|shared|lib)(\/|\.|-)/;

    expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  test('no file is longer than a reader can hold', () => {
    const long = files.filter(({ path }) => lineCount(path) > 200).map(({ path }) => path);

    expect(long).toEqual([]);
  });
});

const lineCount = (path: string): number =>
  readFileSync(new URL(`../src/${path}`, import.meta.url), 'utf8').split('\n').length;

describe('the reader of sources that these rules stand on', () => {
  test.each(Object.entries(forbidden))('finds what breaks the rule about %s, and nothing else', (_, rule) => {
    const found = (source: string) => matchesOf(parseSource('x.ts', source), rule.pattern).length;

    expect(rule.breaks.filter((source) => found(source) === 0)).toEqual([]);
    expect(rule.keeps.filter((source) => found(source) > 0)).toEqual([]);
  });

  test('sees static, dynamic, type-only, bare and re-exporting imports', () => {
    const { imports } = parseSource(
      'net/http.ts',
      `import pino, {\n  type Options,\n} from 'pino';\nimport type { A } from './a.ts';\nimport 'node:fs';\nexport { b as c } from '../b.ts';\nexport * from '@scope/name/deep';\nconst d = await import('yaml');\ntype E = import('../e.ts').E;`,
    );

    expect(imports).toEqual([
      { kind: 'package', name: 'pino' },
      { kind: 'own', path: 'net/a.ts' },
      { kind: 'package', name: 'node:fs' },
      { kind: 'own', path: 'b.ts' },
      { kind: 'package', name: '@scope/name' },
      { kind: 'package', name: 'yaml' },
      { kind: 'own', path: 'e.ts' },
    ]);
  });

  test('leaves out comments and texts, keeps what runs', () => {
    const { code } = parseSource(
      'x.ts',
      `// Date.now in a comment\n/* process.env */ const a = 'Math.random'; const b = /['"]/; const c = \`at \${Date.now()} as x\`; // it's\nconst d = "//"; const e = f as G;`,
    );

    expect(code.match(/Date\.now/g)).toHaveLength(1);
    expect(code).not.toMatch(/process\.env|Math\.random/);
    expect(code).toContain('f as G');
    expect(code).not.toContain('as x');
  });

  test('finds cycles, through types as well', () => {
    const cyclic = [
      parseSource('a.ts', "import type { B } from './b/b.ts';"),
      parseSource('b/b.ts', "import { c } from '../c.ts';"),
      parseSource('c.ts', "import { a } from './a.ts';"),
      parseSource('d.ts', "import { a } from './a.ts';"),
    ];

    expect(importCycles(cyclic)).toEqual(['a.ts → b/b.ts → c.ts → a.ts']);
  });
});
