/** The time a report covers: half-open, `fromMs` included, `toMs` not. Milliseconds since 1970 (UTC). */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}
