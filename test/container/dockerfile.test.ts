import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { project, readDockerignore, readProjectFile } from './context.ts';
import { parseDockerfile, type Step } from './dockerfile.ts';

const stages = parseDockerfile(readProjectFile('Dockerfile'));
const final = stages.at(-1)?.steps ?? [];

const stepsOf = <Kind extends Step['kind']>(steps: readonly Step[], kind: Kind) =>
  steps.filter((step): step is Extract<Step, { kind: Kind }> => step.kind === kind);

describe('the Dockerfile', () => {
  test('builds on one base in every stage, and runs nothing in the last one, so that any processor can be built for', () => {
    expect(stages.length).toBeGreaterThan(1);
    expect(new Set(stages.map(({ base }) => base))).toEqual(new Set(['node:24-bookworm-slim']));
    expect(stepsOf(final, 'run')).toEqual([]);
    expect(stepsOf(final, 'copy').map(({ from }) => from)).not.toContain(undefined);
  });

  test('runs as a user that is a number and not root', () => {
    expect(stepsOf(final, 'user').map(({ user }) => user)).toEqual(['10001:10001']);
    expect(stepsOf(final, 'copy').find(({ target }) => target === '/data')?.chown).toBe('10001:10001');
  });

  test('keeps its state in a volume', () => {
    expect(stepsOf(final, 'volume').map(({ path }) => path)).toEqual(['/data']);
    expect(stepsOf(final, 'env').map(({ variables }) => variables.DATA_DIR)).toEqual(['/data']);
  });

  test('starts the daemon, asks for its health and stops it without a shell', () => {
    const program = ['node', '/app/bin/unifi-report.js'];
    expect(stepsOf(final, 'entrypoint').map(({ argv }) => argv)).toEqual([program]);
    expect(stepsOf(final, 'cmd').map(({ argv }) => argv)).toEqual([['run']]);
    expect(stepsOf(final, 'healthcheck').map(({ argv }) => argv)).toEqual([[...program, 'health']]);
    expect(stepsOf(final, 'stopsignal').map(({ signal }) => signal)).toEqual(['SIGTERM']);
  });

  test('installs no package with its scripts', () => {
    const commands = stages.flatMap(({ steps }) => stepsOf(steps, 'run').map(({ command }) => command));
    const installs = commands.filter((command) => /\bnpm (ci|install|i)\b/.test(command));

    expect(installs).toHaveLength(2);
    expect(installs.filter((command) => !command.includes('--ignore-scripts'))).toEqual([]);
  });
});

describe('the build context', () => {
  const allowed = readDockerignore(readProjectFile('.dockerignore'));

  test('holds exactly what the Dockerfile copies from it', () => {
    const copied = stages.flatMap(({ steps }) =>
      stepsOf(steps, 'copy').flatMap(({ from, sources }) => (from === undefined ? sources : [])),
    );

    expect([...allowed].sort()).toEqual([...new Set(copied)].sort());
  });

  test('holds nothing that is not there', () => {
    expect(readdirSync(project)).toEqual(expect.arrayContaining([...allowed]));
  });

  test('holds no configuration, no secret and no saved report', () => {
    expect(allowed.filter((name) => /^\.env|^data$|secret|^\.git|node_modules/.test(name))).toEqual([]);
  });

  test.each(['secrets\n*', '*\n!**/*.ts', '*\n!src/**', '*\nsrc'])('%j is too clever to be read', (text) => {
    expect(() => readDockerignore(text)).toThrow();
  });
});

describe('the reader of Dockerfiles that the replay stands on', () => {
  test('joins lines, drops comments, and keeps stages apart', () => {
    const text = `# a comment
FROM --platform=$BUILDPLATFORM node:24 AS build
RUN npm ci && \\
  npm run build
# another
FROM node:24
COPY --from=build --chown=1:2 /a /b/ /c/
ENV A=1 B=/x
`;

    expect(parseDockerfile(text)).toEqual([
      { name: 'build', base: 'node:24', steps: [{ kind: 'run', command: 'npm ci && npm run build' }] },
      {
        base: 'node:24',
        steps: [
          { kind: 'copy', from: 'build', chown: '1:2', sources: ['/a', '/b/'], target: '/c/' },
          { kind: 'env', variables: { A: '1', B: '/x' } },
        ],
      },
    ]);
  });

  test.each([
    ['FROM a\nADD https://example.com/x /x', /ADD/],
    ['FROM a\nCOPY --link a b', /--link/],
    ['FROM a\nENTRYPOINT node x', /needs a shell/],
    ['FROM a\nHEALTHCHECK CMD node x', /needs a shell/],
    ['FROM a\nHEALTHCHECK NONE', /HEALTHCHECK NONE/],
    ['FROM a\nENV A="b c"', /ENV/],
    ['RUN x\nFROM a', /before the first FROM/],
    ['FROM --platform=linux/amd64 a', /FROM/],
  ])('%j is refused rather than skipped', (text, reason) => {
    expect(() => parseDockerfile(text)).toThrow(reason);
  });
});
