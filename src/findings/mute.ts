import type { Finding } from '../report/section.ts';

/** Something a person does not want to be told: one finding, a whole rule, or a device. */
export type Mute = (
  | {
      readonly kind: 'finding' /** An id, or the part before its colon for all of the rule. */;
      readonly id: string;
    }
  | { readonly kind: 'device' /** Its name or MAC address. */; readonly device: string }
) & {
  /** The last day that it holds, `YYYY-MM-DD` in the report's time zone; absent: for good. */
  readonly untilDay?: string;
};

/**
 * Mutes by MAC address hold for the name of the device too: findings about several devices know them by name alone.
 *
 * @param devices what the console tells of this time
 */
export const withNames = (
  mutes: readonly Mute[],
  devices: readonly { readonly id: string; readonly name: string }[],
): readonly Mute[] =>
  mutes.flatMap((mute) => {
    if (mute.kind !== 'device') return mute;
    const known = devices.find(({ id }) => id.toLowerCase() === mute.device.toLowerCase());
    return known === undefined ? mute : [mute, { ...mute, device: known.name }];
  });

/** What a mute looks at; earlier findings are remembered with it. */
type Mutable = Pick<Finding, 'id' | 'things'>;

/** Whether a finding is muted on a day (`YYYY-MM-DD`). */
export const isMuted = (finding: Mutable, mutes: readonly Mute[], day: string): boolean => {
  const holding = mutes.filter(({ untilDay }) => untilDay === undefined || day <= untilDay);
  return (
    holding.some((mute) => mute.kind === 'finding' && matchesId(finding.id, mute.id)) ||
    isAboutMutedDevices(finding, holding)
  );
};

const matchesId = (id: string, muted: string): boolean => id === muted || ruleOf(id) === muted;

const ruleOf = (id: string): string => id.split(':', 1)[0] ?? id;

/** A finding about several devices stays until all of them are muted. */
function isAboutMutedDevices({ id, things }: Mutable, mutes: readonly Mute[]): boolean {
  const devices = new Set(mutes.flatMap((mute) => (mute.kind === 'device' ? mute.device.toLowerCase() : [])));
  if (devices.size === 0) return false;
  const subject = id.slice(id.indexOf(':') + 1).toLowerCase();
  if (devices.has(subject)) return true;
  return things.length > 0 && things.every((thing) => devices.has(nameIn(thing)));
}

/** "AP-Garage (6.6.77)" is about AP-Garage. */
const nameIn = (thing: string): string => thing.replace(/ \([^()]*\)$/, '').toLowerCase();

/** The day at a place: `2026-11-21`. */
export function dayIn(timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(atMs));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
