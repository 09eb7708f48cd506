import { describe, expect, test } from 'vitest';
import { startingAt } from './clock.ts';
import { type Env, startNetwork, withoutIntegrations } from './network.ts';
import { historyOf } from './results.ts';

const hourMs = 3_600_000;

const hoursOf = ({ from, to }: { from: string; to: string }): number =>
  Math.round(((Date.parse(to) - Date.parse(from)) / hourMs) * 100) / 100;

/** 07:00 on the day on which the clock changed in the night. */
const mornings = [
  ['Europe/Berlin', 'forward', '2026-03-29T05:00:00Z', 23],
  ['Europe/Berlin', 'back', '2026-10-25T06:00:00Z', 25],
  ['America/New_York', 'forward', '2026-03-08T11:00:00Z', 23],
  ['America/New_York', 'back', '2026-11-01T12:00:00Z', 25],
  ['Australia/Lord_Howe', 'forward', '2026-10-03T20:00:00Z', 23.5],
  ['Australia/Lord_Howe', 'back', '2026-04-04T20:30:00Z', 24.5],
] as const;

describe.concurrent('in the real program, by a moved clock', () => {
  test.each(mornings)(
    '%s, clock %s at %s: the report of that morning covers %d hours',
    async (timeZone, _way, now, hours) => {
      await using network = await startNetwork({ console: { nowMs: Date.parse(now) } });
      const env: Env = { ...withoutIntegrations, REPORT_TIMEZONE: timeZone, REPORT_SCHEDULE: 'daily' };
      const once = (atMs: number) => network.run(['run', '--once'], env, startingAt(atMs));
      const first = await once(Date.parse(now));
      const second = await once(Date.parse(now) + 24 * hourMs);
      const [after, morning] = await historyOf(network);

      expect([first.code, second.code]).toEqual([0, 0]);
      expect(hoursOf(morning ?? { from: '', to: '' })).toBe(hours);
      expect(after?.from).toBe(morning?.to);
    },
  );

  test('check names a time of the schedule that the clock will skip', async () => {
    await using network = await startNetwork();
    const env: Env = {
      ...withoutIntegrations,
      REPORT_TIMEZONE: 'Europe/Berlin',
      REPORT_SCHEDULE: '30 2 * * *',
    };
    const atMs = Date.parse('2026-11-21T12:00:00Z');
    const checked = await network.run(['check'], env, startingAt(atMs));

    expect(checked.code).toBe(0);
    expect(checked.stdout).toMatch(
      /^Warning: REPORT_SCHEDULE: 28 March 2027 at 02:30 does not exist in Europe\/Berlin, /m,
    );
  });

  test('a clock that was years ahead for one report and is put right: nothing is lost, nothing comes twice', async () => {
    await using network = await startNetwork();
    const nowMs = Date.now();
    const once = (atMs: number) => network.run(['run', '--once'], withoutIntegrations, startingAt(atMs));
    const codes = [
      (await once(nowMs)).code,
      (await once(nowMs + 3 * 365 * 24 * hourMs)).code,
      (await once(nowMs + hourMs)).code,
      (await once(nowMs + 2 * hourMs)).code,
    ];
    const [last, back, ahead, first] = await historyOf(network);

    expect(codes).toEqual([0, 0, 0, 0]);
    expect(network.mail.messages).toHaveLength(4);
    expect(hoursOf(ahead ?? { from: '', to: '' })).toBe(31 * 24);
    expect(Date.parse(back?.from ?? '')).toBeLessThanOrEqual(Date.parse(first?.to ?? ''));
    expect(last?.from).toBe(back?.to);
  });
});
