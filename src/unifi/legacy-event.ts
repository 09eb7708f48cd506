import * as v from 'valibot';
import { known, text, timeMs } from '../console/fields.ts';
import { factsOfLegacyRow } from './event-facts.ts';
import { kindOfLegacyKey } from './event-kinds.ts';
import { severityOf } from './event-severity.ts';
import { type EventSubjects, toSubject } from './event-subjects.ts';
import type { NetworkEvent } from './snapshot.ts';

/**
 * A row of `stat/event` and of `list/alarm`: a sentence with MAC addresses, the names beside it
 * (UniFi API reference §4, §5.4).
 */
export const legacyEventSchema = v.object({
  _id: text,
  key: text,
  time: timeMs,
  msg: text,
  state: text,
  inner_alert_action: text,
  ap: text,
  ap_to: text,
  sw: text,
  gw: text,
  dm: text,
  user: text,
  guest: text,
  admin: text,
  ip: text,
  essid: text,
  bssid: text,
  network: text,
  port: text,
  ap_name: text,
  sw_name: text,
  gw_name: text,
  dm_name: text,
  hostname: text,
});

export type RawLegacyEvent = v.InferOutput<typeof legacyEventSchema>;

/** A row without key or time says nothing. */
export function toNetworkEvent(row: RawLegacyEvent): NetworkEvent[] {
  if (row.key === undefined || row.time === undefined) return [];
  const kind = kindOfLegacyKey(row.key, {
    alertAction: row.inner_alert_action,
    state: row.state ?? row.msg,
  });
  const severity = severityOf(kind, undefined);
  return [
    {
      atMs: row.time,
      kind,
      severity,
      text: sentenceOf(row) ?? kind,
      ...subjectsOf(row),
      ...factsOfLegacyRow(row),
    },
  ];
}

/** The name beside the ids of a row belongs to `ap`, not to `ap_to`. */
function subjectsOf(row: RawLegacyEvent): EventSubjects {
  const device =
    toSubject(row.ap_to, undefined) ??
    toSubject(row.ap, row.ap_name) ??
    toSubject(row.sw, row.sw_name) ??
    toSubject(row.gw, row.gw_name) ??
    toSubject(row.dm, row.dm_name);
  return known({ device, client: toSubject(row.user ?? row.guest, row.hostname) });
}

/** `Switch[02:00:5e:00:00:12] was disconnected` → `Switch 16 was disconnected`. */
function sentenceOf(row: RawLegacyEvent): string | undefined {
  const names = new Map([
    ['AP', row.ap_name],
    ['Switch', row.sw_name],
    ['Gateway', row.gw_name],
    ['Console', row.dm_name],
    ['User', row.hostname],
    ['Guest', row.hostname],
  ]);
  const things = [...(row.msg ?? '').matchAll(/\b(AP|Switch|Gateway|Console|User|Guest)\[/g)].map(
    ([, word]) => word,
  );
  return row.msg?.replace(/\b(AP|Switch|Gateway|Console|User|Guest)\['?([^\]']*)'?\]/g, (_, word, id) => {
    // Of two access points in one sentence the row names only one.
    const isOnlyOne = things.filter((thing) => thing === word).length === 1;
    return (isOnlyOne ? names.get(word) : undefined) ?? id;
  });
}
