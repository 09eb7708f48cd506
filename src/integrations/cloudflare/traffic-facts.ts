import type { FactItem } from '../../report/section.ts';
import { changeOf, pointsOf, shareOf } from './change.ts';
import type { Totals } from './totals.ts';

/** Traffic of all zones, each number against the period before; what is not told is a dash, never 0. */
export function trafficItems(totals: Totals): readonly FactItem[] {
  const { before, requests, bytes, threats, visitors, knownZones, servedZones } = totals;
  const cached = shareOf(totals.cachedRequests, requests);
  const failed = shareOf(totals.serverErrors, requests);
  const of = knownZones === servedZones || knownZones === 0 ? [] : [`${knownZones} of ${servedZones} zones`];
  const item = (label: string, value: FactItem['value'], change: string | undefined): FactItem => {
    const hint = [...of, ...(change === undefined ? [] : [`${change} against the period before`])].join(', ');
    return { label, value, ...(hint !== '' && { hint }) };
  };
  const cachedBefore = shareOf(before?.cachedRequests, before?.requests);
  const failedBefore = shareOf(before?.serverErrors, before?.requests);
  return [
    item(
      'Requests',
      requests === undefined ? null : { number: requests },
      changeOf(requests, before?.requests),
    ),
    item('Bandwidth', bytes === undefined ? null : { bytes }, changeOf(bytes, before?.bytes)),
    item('From cache', cached === undefined ? null : { ratio: cached }, pointsOf(cached, cachedBefore)),
    // Visitors of several zones do not add up; the table tells them by zone.
    ...(visitors === undefined
      ? []
      : [item('Unique visitors', { number: visitors }, changeOf(visitors, before?.visitors))]),
    item(
      'Server errors (5xx)',
      failed === undefined ? null : { ratio: failed },
      pointsOf(failed, failedBefore),
    ),
    item('Threats', threats === undefined ? null : { number: threats }, changeOf(threats, before?.threats)),
  ];
}
