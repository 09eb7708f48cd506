import { known, requiredRows } from '../console/fields.ts';
import { sysinfoSchema } from './schema.ts';
import type { SystemInfo } from './snapshot.ts';

/** `stat/sysinfo`: a list of one (UniFi API reference §4). @throws SourceError `invalid_response` */
export function parseSystem(data: unknown): SystemInfo {
  const info = requiredRows(sysinfoSchema, data)[0];
  return known({
    version: info?.version,
    osVersion: info?.console_display_version ?? info?.udm_version,
    name: info?.name ?? info?.hostname,
    timeZone: info?.timezone,
    updateAvailable: info?.update_available,
    uptimeMs: info?.uptime,
  });
}
