import { formatRatio } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Radio } from '../unifi/device-details.ts';
import type { Device } from '../unifi/snapshot.ts';
import { eventsByDevice } from './event-groups.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, listedPhrases, shortName, since } from './wording.ts';

/** The air around the access points: their radios' measurements and their events (UniFi API reference §4.1, §5.4). */
export const wifiRadioRules: readonly Rule[] = [
  poorExperience,
  radarDetected,
  channelBusy,
  manyChannelChanges,
];

function poorExperience({ snapshot, thresholds }: FindingContext): Finding[] {
  return accessPoints(snapshot.devices).flatMap(({ id, name, experienceRatio, clientCount = 0 }) => {
    if (experienceRatio === undefined || clientCount < thresholds.poorExperienceClients) return [];
    if (experienceRatio >= thresholds.poorExperienceRatio) return [];
    return {
      id: `wifi.poor-experience:${id}`,
      severity: 'warning',
      title: `Wi-Fi at ${shortName(name)} serves its clients poorly (${formatRatio(experienceRatio, 'en')})`,
      meaning: `The console rates how well its ${counted(clientCount, 'client', 'clients')} are served, by signal, speed and repeated packets. Good Wi-Fi is above 80%.`,
      advice:
        'Look for weak clients and busy channels there. Another channel, a narrower one, or one more access point helps.',
      things: [name],
    };
  });
}

/** Grouped: in a town every access point hears the same neighbours. */
function channelBusy({ snapshot, thresholds }: FindingContext): Finding[] {
  const busy = accessPoints(snapshot.devices).flatMap((device) =>
    (device.radios ?? [])
      .filter(({ busyRatio = 0 }) => busyRatio >= thresholds.busyChannelRatio)
      .map((radio) => ({ device, radio })),
  );
  if (busy.length === 0) return [];
  const written = busy.map(({ device, radio }) => writeRadio(device, radio));
  return [
    {
      id: 'wifi.channel-busy',
      severity: 'notice',
      title:
        busy.length === 1
          ? `A Wi-Fi channel is crowded: ${listedPhrases(written)}`
          : `Wi-Fi channels are crowded on ${counted(busy.length, 'radio', 'radios')}`,
      meaning: `Somebody, you or a neighbour, sends there most of the time: ${listedPhrases(written.slice(0, 5), written.length)}. Who wants to send has to wait.`,
      advice:
        'Choose another channel or a narrower one, and move clients from 2.4 GHz to 5 or 6 GHz where they can.',
      things: [...new Set(busy.map(({ device }) => device.name))],
    },
  ];
}

/** "AP-Office 2.4 GHz, channel 6, 82% busy". */
function writeRadio({ name }: Device, { band, channel, busyRatio = 0 }: Radio): string {
  const where = channel === undefined ? '' : `, channel ${channel}`;
  return `${shortName(name)} ${shortName(band)}${where}, ${formatRatio(busyRatio, 'en')} busy`;
}

function radarDetected(context: FindingContext): Finding[] {
  return eventsByDevice(context, ['AP_DETECTED_RADAR']).map(({ key, name, events }) => ({
    id: `wifi.radar:${key}`,
    severity: 'notice',
    title: `${name === undefined ? 'An access point' : shortName(name)} heard radar${events.length === 1 ? '' : ` ${counted(events.length, 'time', 'times')}`} and left its channel`,
    meaning:
      'On some 5 GHz channels (DFS) weather and air traffic radar goes first: the access point has to leave at once, and its clients lose the connection for a moment.',
    advice:
      'Once in a while is normal. If it happens often, set a 5 GHz channel from 36 to 48, which radar does not use.',
    things: name === undefined ? [] : [name],
    ...since(events[0].atMs),
  }));
}

function manyChannelChanges(context: FindingContext): Finding[] {
  return eventsByDevice(context, ['AP_CHANGED_CHANNELS'])
    .filter(({ key, events }) => key !== 'unknown' && events.length >= context.thresholds.manyChannelChanges)
    .map(({ key, name = 'An access point', events }) => ({
      id: `wifi.channel-changes:${key}`,
      severity: 'notice',
      title: `${shortName(name)} changed its channel ${counted(events.length, 'time', 'times')}`,
      meaning: 'With each change its clients lose the connection for a moment.',
      advice: 'Set a fixed channel, or have the console look for better channels at night only.',
      things: [name],
      ...since(events[0].atMs),
    }));
}

const accessPoints = (part: FindingContext['snapshot']['devices']): readonly Device[] =>
  known(part)?.filter(
    ({ state, radios, kind }) => state !== 'offline' && (radios !== undefined || kind === 'access point'),
  ) ?? [];
