import type { ConsoleConfig } from '../config/config.ts';
import type { Console, Site } from '../console/console.ts';
import type { MissingPart, PartOutcome } from '../net/parts.ts';
import type { ReadPart } from '../unifi/internet.ts';
import type { CheckContext, CheckLine } from './checklist.ts';

interface EntryContext {
  readonly config: ConsoleConfig;
  readonly say: CheckContext['say'];
  /** What to do about a refused certificate, as far as it is known by then. */
  readonly advice: () => readonly string[];
}

/** The steps on the way in; each one proves those before it. */
const steps = { console: 0, credentials: 1, site: 2 } as const;

/**
 * The first three lines about the console: it is reached, it lets us in, it has the site.
 * @returns whether there is something to read. Never rejects.
 */
export const enterConsole = async (
  console: Console,
  read: ReadPart,
  { config, say, advice }: EntryContext,
): Promise<boolean> => {
  const door = await read('Login', (limit) => console.kind(limit));
  // A login is a question of its own, a key is only tried by the first other one.
  const proven = door.ok && config.credentials.kind === 'login' ? steps.site : steps.console;
  for (const line of provenLines(config).slice(0, proven)) say(line);

  const site = door.ok ? await read('Site', (limit) => console.site(limit)) : door;
  for (const line of linesAfter(proven, site, config, advice)) say(line);
  return site.ok;
};

const provenLines = ({ host, tls, credentials }: ConsoleConfig): readonly CheckLine[] => [
  { status: 'OK', subject: 'Console', detail: `${host} answers; ${trust[tls.mode]}` },
  { status: 'OK', subject: subjectOf(credentials), detail: 'accepted' },
];

const trust = {
  verify: 'this system trusts its certificate',
  ca: 'its certificate is from the authority in UNIFI_TLS_CA_FILE',
  fingerprint: 'its certificate is the pinned one',
  insecure: 'its certificate is not checked (UNIFI_TLS_VERIFY=false)',
} as const satisfies Record<ConsoleConfig['tls']['mode'], string>;

const subjectOf = ({ kind }: ConsoleConfig['credentials']): string => (kind === 'key' ? 'API key' : 'Login');

const linesAfter = (
  proven: number,
  site: PartOutcome<Site>,
  config: ConsoleConfig,
  advice: EntryContext['advice'],
): readonly CheckLine[] => {
  const lines = [...provenLines(config), siteLine(site)];
  if (site.ok) return lines.slice(proven);
  const failing = Math.max(proven, steps[stepThatFailed(site)]);
  return lines.slice(proven).map((line, index): CheckLine => {
    const step = proven + index;
    if (step < failing) return line;
    if (step > failing) return { status: 'SKIPPED', subject: line.subject };
    const notes = [...hintsOn(site, failing, config), ...advice()];
    return { status: 'FAILED', subject: line.subject, detail: `${site.detail}.`, notes };
  });
};

const siteLine = (site: PartOutcome<Site>): CheckLine => ({
  status: 'OK',
  subject: 'Site',
  ...(site.ok && { detail: `${site.data.description} (${site.data.name})` }),
});

/** The first question answers for all three steps; which of them failed shows in the way it failed. */
const stepThatFailed = ({ code, detail }: MissingPart): keyof typeof steps => {
  if (code === 'unauthorized' || code === 'rate_limited') return 'credentials';
  // The errors about a choice begin with the variable that makes it (`console/sites.ts`).
  return code === 'forbidden' || detail.startsWith('UNIFI_SITE') ? 'site' : 'console';
};

const hintsOn = ({ code }: MissingPart, step: number, { credentials }: ConsoleConfig): readonly string[] => {
  switch (step) {
    case steps.console:
      return code === 'network' || code === 'timeout'
        ? ['Check UNIFI_HOST, and that this machine can reach it.']
        : [];
    case steps.credentials:
      if (code === 'rate_limited') return [];
      return [
        credentials.kind === 'key' ? 'Check UNIFI_API_KEY.' : 'Check UNIFI_USERNAME and UNIFI_PASSWORD.',
      ];
    default:
      return code === 'forbidden'
        ? ['Give the account access to the site; the role View Only is enough.']
        : [];
  }
};
