const minuteMs = 60_000;

/** From where on something deserves attention: the one table of numbers that the rules compare with. */
export const thresholds = {
  /** A device at this temperature or above is a warning … */
  deviceWarmCelsius: 80,
  /** … and from here on critical (both as in prior art §1.4). */
  deviceHotCelsius: 90,
  /** Outages of one line shorter than this in total are a notice: many providers reconnect once a night. */
  shortOutageMs: 2 * minuteMs,
  /** So many outages of one line in a period are a warning, however short. */
  manyOutages: 3,
  /** Typical (median) latency of a line in the period. Calls and remote desktops suffer from here on. */
  highLatencyMs: 150,
  /** So many blocked intrusion attempts in a period are worth a notice. */
  manyBlocked: 100,
} as const;
