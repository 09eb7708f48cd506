import type { Fact, Finding } from '../../report/section.ts';
import type { Answers } from './answers.ts';
import { certificateFindings } from './certificate-findings.ts';
import { outdatedFindings } from './outdated-findings.ts';
import { serverErrorFindings } from './server-errors.ts';
import { tokenFindings } from './token-expiry.ts';
import { isDown, type Tunnel } from './tunnels.ts';
import { isActive, type Zone } from './zones.ts';

/** Far more than anybody acts on in one morning; the table says how many there are. */
const mostFindings = 100;

export const findingsOf = (answers: Answers): readonly Finding[] => [
  ...downTunnels(answers).map(tunnelDown),
  ...answers.zones
    .flatMap(({ zone }) => (isActive(zone) ? [] : [zoneNotActive(zone)]))
    .slice(0, mostFindings),
  ...serverErrorFindings(answers.zones).slice(0, mostFindings),
  ...certificateFindings(answers).slice(0, mostFindings),
  ...tokenFindings(answers),
  ...answers.zones.flatMap(({ zone }) => (zone.paused ? [zonePaused(zone)] : [])).slice(0, mostFindings),
  ...outdatedFindings(answers).slice(0, mostFindings),
];

/** A tunnel that has been down since a time that is known. */
export const outagesOf = (answers: Answers): readonly Fact[] =>
  downTunnels(answers).flatMap(({ id, name, sinceMs }) =>
    sinceMs === undefined
      ? []
      : [{ kind: 'outage', what: `Cloudflare Tunnel ${name}`, sinceMs, findingId: tunnelDownId(id) }],
  );

const tunnelDownId = (id: string): string => `cloudflare.tunnel-down:${id}`;

const downTunnels = ({ accounts }: Answers): readonly Tunnel[] =>
  accounts
    .flatMap(({ tunnels }) => (tunnels.ok ? tunnels.data.rows.filter(isDown) : []))
    .slice(0, mostFindings);

const tunnelDown = ({ id, name, sinceMs }: Tunnel): Finding => ({
  id: tunnelDownId(id),
  severity: 'warning',
  title: `Cloudflare Tunnel ${name} is down`,
  short: `Cloudflare Tunnel ${name} down`,
  meaning: 'No cloudflared is connected, so what is published through this tunnel cannot be reached.',
  advice:
    'Check that cloudflared runs on its host and that the host reaches the internet; delete the tunnel if it is no longer used.',
  things: [name],
  ...(sinceMs !== undefined && { sinceMs }),
});

const meanings = new Map([
  [
    'pending',
    'Its name servers do not point to Cloudflare yet, so Cloudflare neither answers for it nor protects it.',
  ],
  ['moved', 'Its name servers no longer point to Cloudflare, which will forget the zone after a while.'],
]);

const zoneNotActive = ({ id, name, status = 'unknown' }: Zone): Finding => ({
  id: `cloudflare.zone-not-active:${id}`,
  severity: 'warning',
  title: `${name} is not active at Cloudflare (${status})`,
  meaning: meanings.get(status) ?? 'Cloudflare does not serve this zone.',
  advice:
    status === 'moved'
      ? 'Its name servers point elsewhere: if that is on purpose, remove the zone from Cloudflare; if not, set the name servers that its dashboard shows at the registrar.'
      : 'Finish its set-up in the Cloudflare dashboard, or remove the zone if it is no longer used there.',
  things: [name],
});

const zonePaused = ({ id, name }: Zone): Finding => ({
  id: `cloudflare.zone-paused:${id}`,
  severity: 'notice',
  title: `${name} is paused at Cloudflare`,
  meaning:
    'Cloudflare only answers DNS for it: visitors reach the server directly, without cache and without protection.',
  advice: 'Resume it in the Cloudflare dashboard, on the overview of the zone, once there is no reason left.',
  things: [name],
});
