import { known } from '../console/fields.ts';
import type { SentNetwork } from './device-details.ts';

/** The wireless networks of an access point: `vap_table` (UniFi API reference §4.1). Absent where it sends none. */
export function toSentNetworks(
  rows: readonly { readonly essid?: string | undefined; readonly bssid?: string | undefined }[] | undefined,
): SentNetwork[] | undefined {
  const networks = (rows ?? []).flatMap(({ essid, bssid }) =>
    essid === undefined ? [] : [known({ ssid: essid, bssid: bssid?.toLowerCase() })],
  );
  return networks.length === 0 ? undefined : networks;
}
