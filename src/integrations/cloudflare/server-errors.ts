import type { Finding } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import { percentWords, shareOf } from './change.ts';
import { trafficOf } from './totals.ts';
import type { Traffic } from './traffic-parse.ts';
import type { Zone } from './zones.ts';

/** Below this many answers a share is chance. */
const fewestErrors = 100;
/** A share that nobody minds, however much it rose. */
const leastShare = 0.02;
/** How much higher than in the period before. */
const surgeFactor = 3;
/** What is much without any comparison. */
const muchShare = 0.1;
/** From here on the site does not work for most. */
const mostlyFailing = 0.5;

/** Whether far more requests than before were answered with 500–599. */
export function isSurge({ requests, serverErrors, before }: Partial<Traffic>): boolean {
  const share = shareOf(serverErrors, requests) ?? 0;
  if ((serverErrors ?? 0) < fewestErrors || share < leastShare) return false;
  const earlier = shareBefore(before);
  return earlier === undefined ? share >= muchShare : share >= surgeFactor * earlier;
}

/** Nothing came, so nothing failed: not the same as not knowing. */
const shareBefore = (before: Traffic['before']): number | undefined =>
  before?.requests === 0 ? 0 : shareOf(before?.serverErrors, before?.requests);

/** One finding for each zone whose server errors surged, Cloudflare API reference §5. */
export const serverErrorFindings = (zones: readonly ZoneAnswers[]): readonly Finding[] =>
  zones.flatMap((answers) => {
    const traffic = trafficOf(answers);
    return traffic && isSurge(traffic) ? [surge(answers.zone, traffic)] : [];
  });

function surge({ id, name }: Zone, { requests, serverErrors, before, commonError }: Traffic): Finding {
  const share = shareOf(serverErrors, requests) ?? 0;
  const earlier = shareBefore(before);
  const than = earlier === undefined ? '' : `, before that ${percentWords(earlier)}`;
  const mostly = commonError === undefined ? '' : `, mostly with HTTP ${commonError}`;
  return {
    id: `cloudflare.server-errors:${id}`,
    severity: share >= mostlyFailing ? 'critical' : 'warning',
    title: `${name}: ${percentWords(share)} of requests ended in a server error${than}`,
    meaning: `Visitors saw an error page instead of an answer${mostly}. ${meaningOf(commonError)}`,
    advice:
      'Look at the server behind it and its log at that time, and at the tunnel or the firewall between it and Cloudflare.',
    things: [name],
  };
}

/** 520–526 are Cloudflare's own, about the way to the server; the others may be the server's. */
function meaningOf(status: number | undefined): string {
  if (status === 530)
    return 'Cloudflare could not find the server: its name does not resolve, or its tunnel is down.';
  if (status !== undefined && status >= 520 && status <= 526)
    return 'Cloudflare could not talk to the server behind it.';
  return 'The server behind it failed, or did not answer.';
}
