import { execFileSync } from 'node:child_process';

type Variables = Readonly<Record<string, string>>;

/** Node itself, with `--env-file`. */
export const readByNode = (path: string): Variables => {
  const script = 'process.stdout.write(JSON.stringify(process.env))';
  const options = { env: { PATH: process.env.PATH }, encoding: 'utf8' } as const;
  const { PATH: _, ...read } = JSON.parse(
    execFileSync(process.execPath, [`--env-file=${path}`, '-e', script], options),
  );
  return read;
};

/**
 * As `docker --env-file` does (docker/cli, pkg/kvfile): every line is trimmed at its start, `#` begins a comment there
 * only, and everything behind the first `=` is the value.
 */
export const readByDocker = (text: string): Variables =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.replace(/\r$/, '').trimStart())
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/**
 * As systemd's `EnvironmentFile=` does (systemd.exec(5)): quotes around a value and backslashes go, blanks around it as
 * well, `#` and `;` begin comments at the start of a line only.
 */
export const readBySystemd = (text: string): Variables =>
  Object.fromEntries(
    text
      .replaceAll('\\\n', '')
      .split('\n')
      .filter((line) => /^\s*[^#;\s]/.test(line))
      .map((line) => {
        const [, name = '', value = ''] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
        const quoted = /^(["'])(.*)\1$/.exec(value)?.[2];
        return [name, quoted ?? value.replaceAll(/\\(.)/g, '$1')];
      }),
  );

/** As compose reads an `env_file` (compose-go, dotenv): like Node, but that `$NAME` and `${NAME}` are put in. */
export const readByCompose = (text: string): Variables =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^\s*[^#\s]/.test(line))
      .map((line) => {
        const [, name = '', value = ''] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
        const quoted = /^(["'])(.*)\1$/.exec(value)?.[2];
        return [name, (quoted ?? value.replace(/\s+#.*$/, '')).replaceAll(/\$\{?\w+\}?/g, '')];
      }),
  );
