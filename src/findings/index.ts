import type { Finding, SourcedFact } from '../report/section.ts';
import { worstFirst } from '../report/worst-first.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import { acrossAttackerRules } from './across-attackers.ts';
import { acrossInternetDownRules } from './across-internet-down.ts';
import { acrossLineOutageRules } from './across-line-outage.ts';
import { acrossUplinkOfflineRules } from './across-uplink-offline.ts';
import { acrossUplinkPortRules } from './across-uplink-port.ts';
import { adminRules } from './admins.ts';
import { backupRules } from './backups.ts';
import { clientRules } from './clients.ts';
import { consoleRules } from './console.ts';
import { deviceRules } from './devices.ts';
import { dhcpRules } from './dhcp.ts';
import { criticalEvents } from './events.ts';
import { failoverRules } from './failover.ts';
import { firmwareRules } from './firmware.ts';
import { hardwareRules } from './hardware.ts';
import { healthRules } from './health.ts';
import { internetRules } from './internet.ts';
import { internetChangeRules } from './internet-changes.ts';
import { internetUsualRules } from './internet-usual.ts';
import { lineLossRules } from './line-loss.ts';
import { lineQualityRules } from './line-quality.ts';
import { linkRules } from './links.ts';
import { loadRules } from './load.ts';
import { meshRules } from './mesh.ts';
import { newClientRules } from './new-clients.ts';
import { poeRules } from './poe.ts';
import { portRules } from './ports.ts';
import { powerRules } from './power.ts';
import { protectionRules } from './protection.ts';
import { restartRules } from './restarts.ts';
import { rogueApRules } from './rogue-aps.ts';
import type { FindingContext, Rule } from './rule.ts';
import { securityRules } from './security.ts';
import { temperatureRules } from './temperature.ts';
import { defaultThresholds } from './thresholds.ts';
import { trafficUsualRules } from './traffic-usual.ts';
import { updateRules } from './updates.ts';
import { vpnRules } from './vpn.ts';
import { wifiClientRules } from './wifi-clients.ts';
import { wifiRadioRules } from './wifi-radios.ts';
import { wifiUsualRules } from './wifi-usual.ts';

/** Every rule, one file per subject. Among findings of one severity this order is the report's. */
const rules: readonly Rule[] = [
  ...internetRules,
  ...acrossInternetDownRules,
  ...acrossLineOutageRules,
  ...failoverRules,
  ...securityRules,
  ...acrossAttackerRules,
  ...protectionRules,
  ...rogueApRules,
  ...dhcpRules,
  ...vpnRules,
  ...acrossUplinkOfflineRules,
  ...acrossUplinkPortRules,
  ...deviceRules,
  ...powerRules,
  ...temperatureRules,
  ...hardwareRules,
  ...restartRules,
  ...poeRules,
  ...linkRules,
  ...portRules,
  ...meshRules,
  ...wifiRadioRules,
  ...lineQualityRules,
  ...lineLossRules,
  ...internetUsualRules,
  ...wifiUsualRules,
  ...trafficUsualRules,
  ...clientRules,
  ...healthRules,
  ...wifiClientRules,
  ...loadRules,
  ...updateRules,
  ...firmwareRules,
  ...backupRules,
  ...consoleRules,
  ...internetChangeRules,
  ...adminRules,
  ...newClientRules,
];

/**
 * What deserves attention, worst first. Pure: the same snapshot, facts and times give the same findings in the same order.
 *
 * @param facts what the integrations told, for rules that look across sources
 */
export function findAll(
  snapshot: Snapshot,
  facts: readonly SourcedFact[],
  settings: FindSettings,
): Finding[] {
  const context: FindingContext = {
    thresholds: defaultThresholds,
    timeZone: 'UTC',
    ...settings,
    snapshot,
    facts,
  };
  const found = rules.flatMap((rule) => rule(context));
  return worstFirst([...found, ...criticalEvents(context, found)]);
}

/** The times, and what is not always known: the zone, own thresholds and the last report. */
export type FindSettings = Pick<FindingContext, 'period' | 'nowMs'> &
  Partial<Pick<FindingContext, 'thresholds' | 'timeZone' | 'previous'>>;
