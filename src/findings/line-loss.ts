import { formatRatio } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { eventsOf } from './events-of.ts';
import { internetLines } from './internet-lines.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, shortName, since } from './wording.ts';

/** Lines that lose packets or stall for a while without going down. */
export const lineLossRules: readonly Rule[] = [packetLoss, troubleTold];

/** What an outage explains is not told twice: the probes of that time count as lost as well. */
function packetLoss(context: FindingContext): Finding[] {
  const internet = known(context.snapshot.internet);
  const lines = internetLines(internet);
  return lossy(context).map(({ name, lostRatio }) => {
    const title = lines.find(({ key }) => key === name)?.title ?? shortName(name);
    return {
      id: `internet.packet-loss:${name}`,
      severity: 'warning',
      title: `${title} loses ${formatRatio(lostRatio, 'en')} of its packets`,
      meaning:
        'So many probes of the console got no answer while the line was up. Calls break up, pages stall.',
      advice: 'Check the cable to the modem, restart the modem, then ask the provider for a line test.',
      things: [name],
    };
  });
}

function lossy({ snapshot, thresholds }: FindingContext): { name: string; lostRatio: number }[] {
  const internet = known(snapshot.internet);
  if (internet === undefined || internet.outages.length > 0) return [];
  return internet.wans.flatMap(({ name, up, availabilityRatio, downtimeMs = 0 }) => {
    // A line that never answered is a spare one, not a bad one.
    if (up !== true || !availabilityRatio || downtimeMs > 0) return [];
    const lostRatio = 1 - availabilityRatio;
    return lostRatio >= thresholds.packetLossRatio ? [{ name, lostRatio }] : [];
  });
}

/** The console's own word, where no measurement of ours says it already. */
function troubleTold(context: FindingContext): Finding[] {
  const losses = lossy(context).length > 0 ? [] : eventsOf(context, /^ISP_PACKET_LOSS$/);
  const delays = eventsOf(context, /^ISP_HIGH_LATENCY$/);
  const first = [...losses, ...delays].map(({ atMs }) => atMs);
  if (first.length === 0) return [];
  const told = [
    ...(losses.length > 0 ? [`packet loss ${counted(losses.length, 'time', 'times')}`] : []),
    ...(delays.length > 0 ? [`high latency ${counted(delays.length, 'time', 'times')}`] : []),
  ].join(' and ');
  return [
    {
      id: 'internet.line-trouble',
      severity: 'notice',
      title: `The console noticed ${told}`,
      meaning: 'The internet was slow or patchy for a while, though it did not go down.',
      advice:
        'See in the events when it was. If it comes at the same time every day, the line is full or the provider is.',
      things: ['internet'],
      ...since(Math.min(...first)),
    },
  ];
}
