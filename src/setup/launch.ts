import { basename } from 'node:path';
import type { EnvFile } from './env-file.ts';
import type { Place } from './place.ts';
import { systemdUnit } from './systemd-unit.ts';

/** One way to run the program with a new env file: what it is, and text to copy as it stands. */
export interface Launch {
  readonly title: string;
  readonly text: string;
}

/** The ways to run the program with this env file; the first one only looks. */
export const launchesOf = (file: EnvFile, place: Place): readonly Launch[] => [
  ...(place.isContainer ? [] : [onceByNode(file, place)]),
  byDocker(file, place),
  byCompose(file, place),
  ...(place.isContainer ? [] : [bySystemd(file, place)]),
];

const onceByNode = ({ path }: EnvFile, { node, bin }: Place): Launch => ({
  title: 'Look at the first report; nothing is sent or recorded',
  text: `${word(node)} --env-file=${word(path)} ${word(bin)} run --once --dry-run`,
});

const byDocker = (file: EnvFile, place: Place): Launch => ({
  title: `With Docker${imageAdvice}${ownerAdvice(file)}`,
  text: [
    ...chownOf(file, place),
    [
      'docker run -d --name unifi-report --restart unless-stopped --read-only --cap-drop ALL',
      `--env-file ${onMachine(file.path, place)} -v unifi-report:/data`,
      ...file.secretFiles.map(({ path }) => `-v ${onMachine(path, place)}:${word(path)}:ro`),
      'unifi-report',
    ].join(' '),
  ].join('\n'),
});

const imageAdvice = ' ("docker build -t unifi-report ." makes the image)';

const ownerAdvice = ({ secretFiles }: EnvFile): string =>
  secretFiles.length === 0 ? '' : '; user 10001 of the image must be able to read the files with secrets';

const chownOf = ({ secretFiles }: EnvFile, place: Place): readonly string[] =>
  secretFiles.map(({ path }) => `sudo chown 10001:10001 ${onMachine(path, place)}`);

const byCompose = (file: EnvFile, place: Place): Launch => ({
  title: 'With compose, as compose.yaml beside the env file, then "docker compose up -d"',
  text: [
    'services:',
    '  unifi-report:',
    '    image: unifi-report',
    '    restart: unless-stopped',
    `    env_file: ${yamlText(`./${basename(file.path)}`)}`,
    '    volumes:',
    '      - data:/data',
    ...file.secretFiles.map(({ path }) => `      - ${yamlText(`${besideCompose(path, place)}:${path}:ro`)}`),
    '    read_only: true',
    '    cap_drop:',
    '      - ALL',
    '    security_opt:',
    '      - no-new-privileges:true',
    'volumes:',
    '  data:',
  ].join('\n'),
});

const besideCompose = (path: string, { isContainer }: Place): string =>
  isContainer ? `./${basename(path)}` : path;

/** A user that systemd makes up could read neither the files with secrets nor a program in somebody's home. */
const bySystemd = ({ path, secretFiles }: EnvFile, { node, bin, user, home }: Place): Launch => {
  const isInHome = [node, bin].some((file) => file.startsWith(`${home}/`));
  const asUser = isInHome || secretFiles.length > 0 ? { user } : {};
  return {
    title:
      'With systemd, as /etc/systemd/system/unifi-report.service, then "systemctl enable --now unifi-report"',
    text: systemdUnit({ node, bin, envFile: path, ...asUser }).trimEnd(),
  };
};

/** The folder of the env file is mounted somewhere else in the container: there the name is all that is known. */
const onMachine = (path: string, { isContainer }: Place): string =>
  isContainer ? `"$PWD"/${word(basename(path))}` : word(path);

/** One word of a shell's command line. */
const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const yamlText = (text: string): string =>
  /^[\w./-][\w./:-]*$/.test(text) ? text : JSON.stringify(text).replaceAll('$', '$$$$');
