import { dayMs, hourMs, minuteMs } from '../duration.ts';
import { hexId } from '../identity.ts';
import { createRandom } from '../random.ts';

export interface LatencySample {
  readonly atMs: number;
  readonly averageMs: number;
  readonly maxMs: number;
  readonly down: boolean;
}

export interface DemoSpeedTest {
  readonly id: string;
  readonly atMs: number;
  /** All three are 0 where the test failed (UniFi API reference §5). */
  readonly downloadMbps: number;
  readonly uploadMbps: number;
  readonly latencyMs: number;
}

export interface DemoInternet {
  readonly isp: string;
  readonly asn: number;
  readonly ip: string;
  readonly gatewayInterface: string;
  readonly port: number;
  readonly outage: { readonly fromMs: number; readonly toMs: number };
  /** Every five minutes of the last two days, oldest first. */
  readonly samples: readonly LatencySample[];
  /** Oldest first. */
  readonly speedTests: readonly DemoSpeedTest[];
  readonly averageLatencyMs: number;
  /** 0–100 over the last 24 h. */
  readonly availabilityPercent: number;
}

const sampleStepMs = 5 * minuteMs;
const outageMs = 14 * minuteMs;

/** The last 02:47 UTC that lies well inside the last day, else the 01:12 that does: an outage nobody saw. */
const outageStart = (nowMs: number): number => {
  const startOfDayMs = Math.floor(nowMs / dayMs) * dayMs;
  const lastAt = (clockMs: number): number => {
    const today = startOfDayMs + clockMs;
    return today <= nowMs - 30 * minuteMs ? today : today - dayMs;
  };
  const usual = lastAt(2 * hourMs + 47 * minuteMs);
  return nowMs - usual <= 23.5 * hourMs ? usual : lastAt(hourMs + 12 * minuteMs);
};

const createSamples = (nowMs: number, outage: DemoInternet['outage']): LatencySample[] => {
  const random = createRandom(5);
  const newestMs = Math.floor(nowMs / sampleStepMs) * sampleStepMs;
  return Array.from({ length: (2 * dayMs) / sampleStepMs }, (_, index) => {
    const atMs = newestMs - (2 * dayMs - sampleStepMs) + index * sampleStepMs;
    const hour = (atMs % dayMs) / hourMs;
    const evening = hour > 19 && hour < 22 ? 9 : 0;
    const averageMs = 8 + evening + random.integer(0, 4);
    const middleMs = atMs + sampleStepMs / 2;
    const down = middleMs >= outage.fromMs && middleMs < outage.toMs;
    return {
      atMs,
      averageMs: down ? 0 : averageMs,
      maxMs: down ? 0 : averageMs + random.integer(2, 30),
      down,
    };
  });
};

const createSpeedTests = (nowMs: number, outageFromMs: number): DemoSpeedTest[] => {
  const row = (atMs: number, downloadMbps: number, uploadMbps: number, latencyMs: number): DemoSpeedTest => ({
    id: hexId(`speedtest:${downloadMbps}`, 24),
    atMs,
    downloadMbps,
    uploadMbps,
    latencyMs,
  });
  return [
    row(nowMs - 3 * dayMs, 938, 471, 9),
    row(nowMs - 2 * dayMs, 944, 468, 9),
    row(outageFromMs + 4 * minuteMs, 0, 0, 0),
    row(nowMs - 70 * minuteMs, 941.3, 466.8, 10),
  ];
};

const usualOutage = (nowMs: number): DemoInternet['outage'] => {
  const fromMs = outageStart(nowMs);
  return { fromMs, toMs: fromMs + outageMs };
};

export const createInternet = (nowMs: number, outage = usualOutage(nowMs)): DemoInternet => {
  const { fromMs, toMs } = outage;
  return {
    isp: 'Harbour Fibre',
    asn: 64500,
    ip: '203.0.113.10',
    gatewayInterface: 'eth8',
    port: 9,
    outage,
    samples: createSamples(nowMs, outage),
    speedTests: createSpeedTests(nowMs, fromMs),
    averageLatencyMs: 10,
    availabilityPercent: Math.round((1 - (toMs - fromMs) / dayMs) * 10_000) / 100,
  };
};
