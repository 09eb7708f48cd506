import type { Finding } from '../../report/section.ts';
import type { Answers } from './answers.ts';
import { isOutdated, versionText } from './cloudflared-version.ts';

/** Tunnels whose cloudflared is older than what Cloudflare supports. */
export const outdatedFindings = ({
  accounts,
  nowMs,
}: Pick<Answers, 'accounts' | 'nowMs'>): readonly Finding[] =>
  accounts.flatMap(({ tunnels, connectors }) =>
    (tunnels.ok ? tunnels.data.rows : []).flatMap(({ id, name }) => {
      const serving = connectors.get(id);
      const version = serving?.ok ? serving.data.oldestVersion : undefined;
      return version !== undefined && isOutdated(version, nowMs)
        ? [outdated(id, name, versionText(version, nowMs))]
        : [];
    }),
  );

const outdated = (id: string, name: string, version: string): Finding => ({
  id: `cloudflare.cloudflared-outdated:${id}`,
  severity: 'notice',
  title: `cloudflared of the tunnel ${name} is out of date: ${version}`,
  meaning: 'Cloudflare supports versions of up to one year; older ones miss fixes and may stop connecting.',
  advice: 'Update cloudflared on every host that serves this tunnel.',
  things: [name],
});
