import type { Block } from '../../report/section.ts';
import type { Fetched } from '../integration.ts';
import type { Answers } from './answers.ts';
import { countryTable } from './country-table.ts';
import { coverageBlocks } from './coverage.ts';
import { dnsBlocks } from './dns-blocks.ts';
import { eventSeries } from './event-series.ts';
import { summariseEvents } from './event-summary.ts';
import { findingsOf, outagesOf } from './findings.ts';
import { gapNote, gapsOf } from './missing.ts';
import { overview } from './overview.ts';
import { postureBlocks } from './posture-blocks.ts';
import { securityBlocks } from './security-blocks.ts';
import { seriesBlocks } from './series-blocks.ts';
import { whyRefused } from './token.ts';
import { totalsOf, trafficFacts } from './totals.ts';
import { tunnelBlocks } from './tunnel-table.ts';
import { zoneTable } from './zone-table.ts';

/** What is shown of the answers; a failure when nothing could be read. */
export function writeFetched(answers: Answers): Fetched {
  const { zoneList, zones, accounts } = answers;
  if (!zoneList.ok && !accounts.some(({ tunnels }) => tunnels.ok)) {
    return { failure: zoneList.code, detail: whyRefused(zoneList, answers.token) };
  }
  const totals = totalsOf(zones);
  const events = summariseEvents(zones);
  const notes = [...(zoneList.ok ? zoneList.data.notes : []), ...answers.notes];
  return {
    blocks: [
      ...overview(answers, totals, events),
      ...tunnelBlocks(accounts, answers.nowMs),
      ...postureBlocks(answers),
      ...zoneTable(zones),
      ...seriesBlocks(zones),
      ...countryTable(zones),
      ...eventSeries(zones),
      ...securityBlocks(events),
      ...dnsBlocks(zones),
      ...gapsOf(answers).map(gapNote),
      ...notes.map((text): Block => ({ kind: 'note', tone: 'neutral', text })),
      ...coverageBlocks(zones),
    ],
    facts: [...trafficFacts(zones, totals), ...events.attackers, ...outagesOf(answers)],
    findings: findingsOf(answers),
  };
}
