import { describe, expect, test } from 'vitest';
import type { Measurement, PastMeasurement } from '../../src/measurements/measurement.ts';
import { figuresOf } from '../../src/report/figures.ts';
import { eventfulReport } from '../helpers/report.ts';
import { hourMs, nowMs } from '../helpers/snapshot.ts';
import { visibleText } from '../render/html-elements.ts';
import { rendered } from '../render/renderer.ts';

const dayMs = 24 * hourMs;
const period = { fromMs: nowMs - dayMs, toMs: nowMs };
const before = { fromMs: nowMs - 2 * dayMs, toMs: nowMs - dayMs };
const displayNames = new Map([['cloudflare', 'Cloudflare']]);

const latency: Measurement = { key: 'internet.latency', value: 12, unit: 'ms', kind: 'level' };
const requests: Measurement = { key: 'cloudflare.requests', value: 300, unit: 'requests', kind: 'total' };
const past = (measurement: Measurement, value: number, periodMs = dayMs): PastMeasurement => ({
  ...measurement,
  value,
  periodMs,
});
const figures = (current: readonly Measurement[], measurements?: readonly PastMeasurement[]) =>
  figuresOf({ current, period, displayNames, previous: measurements && { period: before, measurements } });

describe('figures', () => {
  test('stand beside those of the period before, in the order of the report', () => {
    expect(figures([requests, latency], [past(latency, 10), past(requests, 200)])).toEqual({
      previousPeriod: before,
      items: [
        { key: 'internet.latency', label: 'Internet latency', unit: 'ms', current: 12, previous: 10 },
        {
          key: 'cloudflare.requests',
          label: 'Cloudflare: requests',
          unit: 'requests',
          current: 300,
          previous: 200,
        },
      ],
    });
  });

  test('a reader asks for first are there by their keys, also when there is nothing to compare with', () => {
    const keys = [
      'internet.availability',
      'devices.online',
      'devices.all',
      'clients.connected',
      'clients.most',
      'traffic.total',
      'security.blocked',
    ];
    const now = keys.map((key): Measurement => ({ key, value: 7, unit: 'x', kind: 'level' }));

    expect(figures(now).items.map(({ key, current }) => [key, current])).toEqual(keys.map((key) => [key, 7]));
    expect(figures(now).items.every((item) => item.label !== '' && !('previous' in item))).toBe(true);
    const compared = figures(
      now,
      now.map((one) => past(one, 5)),
    );
    expect(compared.items.map(({ previous }) => previous)).toEqual(keys.map(() => 5));
  });

  test('of a first report, and what was not measured before, have nothing beside them', () => {
    expect(figures([latency])).toEqual({
      items: [{ key: 'internet.latency', label: 'Internet latency', unit: 'ms', current: 12 }],
    });
    expect(figures([latency], []).items[0]).not.toHaveProperty('previous');
    expect(figures([latency], [{ ...past(latency, 10), unit: 's' }]).items[0]).not.toHaveProperty('previous');
  });

  test('that grow with time are scaled to the length of this period, levels are not', () => {
    const { items } = figures(
      [latency, requests],
      [past(latency, 10, 2 * dayMs), past(requests, 200, 2 * dayMs)],
    );
    expect(items.map(({ previous }) => previous)).toEqual([10, 100]);
    const nearly = figures([requests], [past(requests, 200, dayMs - 60_000)]);
    expect(nearly.items[0]?.previous).toBe(200);
  });

  test('that were counted in less than an hour are compared with nothing, nor is anything with them', () => {
    expect(figures([requests], [past(requests, 200, 59 * 60_000)]).items[0]).not.toHaveProperty('previous');
    const short = figuresOf({
      current: [requests, latency],
      period: { fromMs: nowMs - 60_000, toMs: nowMs },
      displayNames,
      previous: { period: before, measurements: [past(requests, 200), past(latency, 10)] },
    });
    expect(short.items.map(({ key, previous }) => [key, previous])).toEqual([
      ['internet.latency', 10],
      ['cloudflare.requests', undefined],
    ]);
  });

  test('without a name for the reader are kept, not shown', () => {
    const busy: Measurement = { key: 'wifi.busy:a:5 GHz', value: 0.2, unit: 'ratio', kind: 'level' };
    expect(figures([busy, { ...requests, key: 'gone.requests' }]).items).toEqual([]);
  });
});

describe('in the mail', () => {
  const mail = (current: readonly Measurement[], measurements?: readonly PastMeasurement[], changes = {}) =>
    rendered(eventfulReport({ period, figures: { ...figures(current, measurements), ...changes } }));

  test('they are a table in both parts, with the change', () => {
    const { html, text } = mail([latency, requests], [past(latency, 10), past(requests, 400)]);
    for (const part of [visibleText(html), text]) {
      expect(part).toContain('Compared with the period before');
      expect(part).toMatch(/Internet latency\s+12(\.0)? ms\s+10(\.0)? ms\s+\+20%/);
      expect(part).toMatch(/Cloudflare: requests\s+300\s+400\s+-25%/);
    }
  });

  test('what was not measured before has no row in it', () => {
    expect(mail([latency, requests], [past(latency, 10)]).text).not.toContain('Cloudflare: requests');
  });

  test('nothing is said where there is no period before', () => {
    expect(mail([latency]).text).not.toContain('Compared with');
    expect(mail([latency], []).text).not.toContain('Compared with');
  });

  test('periods of different lengths are told', () => {
    const previousPeriod = { fromMs: before.fromMs - dayMs, toMs: before.toMs };
    const { text } = mail([requests], [past(requests, 400, 2 * dayMs)], { previousPeriod });
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/This period is 1 d long, the one before 2 d/);
  });

  test('from nothing to something there is no percentage', () => {
    expect(mail([requests], [past(requests, 0)]).text).toMatch(/300 +0 +–/);
  });
});
