import type { FactItem, Finding } from '../../report/section.ts';
import type { Answers } from './answers.ts';
import { dayMs } from './windows.ts';

/** From then on the owner is told every day. */
const soonDays = 14;

type Asked = Pick<Answers, 'token' | 'nowMs'>;

/** When the token expires, for the overview; nothing where it never does, or where nobody told. */
export function tokenFact(asked: Asked): readonly FactItem[] {
  const days = daysLeft(asked);
  if (days === undefined) return [];
  const text = days < 1 ? 'within a day' : `in ${days} day${days === 1 ? '' : 's'}`;
  return [{ label: 'API token expires', value: { text, tone: days <= soonDays ? 'warning' : 'neutral' } }];
}

/** The token is about to expire, and with it this section. */
export function tokenFindings(asked: Asked): readonly Finding[] {
  const days = daysLeft(asked);
  if (days === undefined || days > soonDays) return [];
  const left = days < 1 ? 'within a day' : `in ${days} day${days === 1 ? '' : 's'}`;
  return [
    {
      id: 'cloudflare.token-expires',
      severity: 'warning',
      title: `The Cloudflare API token expires ${left}`,
      meaning: 'After that nothing about Cloudflare can stand in this report.',
      advice:
        'Make a new one in the Cloudflare dashboard, under My Profile, API Tokens (or Manage Account, API Tokens), and set it as CLOUDFLARE_API_TOKEN.',
      things: ['CLOUDFLARE_API_TOKEN'],
    },
  ];
}

/** Whole days; a token whose end has passed and that answers all the same has none left. */
function daysLeft({ token, nowMs }: Asked): number | undefined {
  if (token?.expiresAtMs === undefined) return undefined;
  return Math.max(0, Math.floor((token.expiresAtMs - nowMs) / dayMs));
}
