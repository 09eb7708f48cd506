/** One number of one report, kept to compare later ones with. */
export interface Measurement {
  /** Stable from report to report: `internet.latency`, `wifi.busy:<device>:<band>`, `cloudflare.requests`. */
  readonly key: string;
  readonly value: number;
  /** `ratio` (0–1), `ms`, `bytes`, `bits/s`, or what is counted. */
  readonly unit: string;
  /** A total grows with the period it covers; a level does not. */
  readonly kind: 'level' | 'total';
}

/** A measurement of an earlier report. */
export interface PastMeasurement extends Measurement {
  /** Length of the period that it covers. */
  readonly periodMs: number;
}
