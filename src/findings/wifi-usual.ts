import { busyKey } from '../measurements/measure.ts';
import { formatRatio } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { besideUsual } from './usual.ts';
import { counted, listedPhrases, shortName } from './wording.ts';

/** Wi-Fi channels that are much busier than they usually are here. */
export const wifiUsualRules: readonly Rule[] = [busierThanUsual];

/** Grouped, as every access point may hear the same newcomer. One that is crowded is told by `wifi.channel-busy`. */
function busierThanUsual(context: FindingContext): Finding[] {
  const { busierThanUsualRatio, busyChannelRatio } = context.thresholds;
  const beside = new Map(
    besideUsual(context, ({ key }) => key.startsWith('wifi.busy:')).map((one) => [one.key, one]),
  );
  const busier = (known(context.snapshot.devices) ?? []).flatMap(({ id, name, radios = [] }) =>
    radios.flatMap(({ band }) => {
      const found = beside.get(busyKey(id, band));
      if (found === undefined || found.now >= busyChannelRatio) return [];
      return found.now - found.usual >= busierThanUsualRatio ? [{ name, band, ...found }] : [];
    }),
  );
  if (busier.length === 0) return [];
  const written = busier.map(
    ({ name, band, now, usual }) =>
      `${shortName(name)} ${shortName(band)}, ${formatRatio(now, 'en')} instead of ${formatRatio(usual, 'en')}`,
  );
  return [
    {
      id: 'wifi.busier-than-usual',
      severity: 'notice',
      title:
        busier.length === 1
          ? `A Wi-Fi channel is busier than usual: ${listedPhrases(written)}`
          : `Wi-Fi channels are busier than usual on ${counted(busier.length, 'radio', 'radios')}`,
      meaning: `Somebody, you or a neighbour, sends there more than in the last reports: ${listedPhrases(written.slice(0, 5), written.length)}.`,
      advice: 'See what is new there. If it stays, choose another channel or a narrower one.',
      things: [...new Set(busier.map(({ name }) => name))],
    },
  ];
}
