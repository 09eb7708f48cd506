const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

interface Threshold {
  /** In the unit that the name ends in: milliseconds, °C, dBm, a share from 0 to 1; else a count. */
  readonly value: number;
  /** What the number decides; ends up in docs/findings.md. */
  readonly meaning: string;
}

/** From where on something deserves attention: the one table of numbers that the rules compare with. */
export const thresholdTable = {
  deviceWarmCelsius: { value: 80, meaning: 'a device this hot is a warning' },
  deviceHotCelsius: { value: 90, meaning: 'a device this hot is critical' },
  shortOutageMs: {
    value: 2 * minuteMs,
    meaning:
      'outages of one line shorter than this in total are a notice: many providers reconnect once a night',
  },
  manyOutages: { value: 3, meaning: 'so many outages of one line in a period are a warning, however short' },
  highLatencyMs: {
    value: 150,
    meaning: 'typical (median) latency of the internet; calls and remote desktops suffer from here on',
  },
  manyBlocked: { value: 100, meaning: 'so many blocked intrusion attempts in a period are worth a notice' },
  highCpuRatio: { value: 0.9, meaning: 'processor load of a device at the moment of the report' },
  highMemoryRatio: { value: 0.95, meaning: 'memory in use; gateways use most of theirs by design' },
  longUptimeMs: {
    value: 180 * dayMs,
    meaning: 'a device that has run this long with an update waiting has been forgotten',
  },
  restartedTogether: {
    value: 3,
    meaning: 'so many devices that start within `restartedTogetherWithin` share a cause: the power',
  },
  restartedTogetherWithinMs: { value: 10 * minuteMs, meaning: 'see `restartedTogether`' },
  nearPoeBudgetRatio: { value: 0.9, meaning: 'share of the PoE budget of a switch that is near the end' },
  portErrors: {
    value: 100,
    meaning:
      'errors of a port since its device started, if `portErrorRatio` is reached as well; good cables have none',
  },
  portErrorRatio: { value: 0.001, meaning: 'errors of a port as a share of its packets' },
  portDrops: { value: 1_000, meaning: 'dropped packets of a port, if `portDropRatio` is reached as well' },
  portDropRatio: {
    value: 0.01,
    meaning: 'drops of a port as a share of its packets; a few are how a full line slows its senders down',
  },
  weakMeshDbm: { value: -75, meaning: 'a wireless uplink below this signal costs most of its speed' },
  weakClientDbm: { value: -80, meaning: 'a Wi-Fi client below this signal is "very poor"' },
  busyChannelRatio: { value: 0.7, meaning: 'share of time in which a Wi-Fi channel is taken' },
  poorExperienceRatio: {
    value: 0.6,
    meaning:
      'an access point whose clients the console rates below this, if there are `poorExperienceClients`',
  },
  poorExperienceClients: { value: 3, meaning: 'see `poorExperienceRatio`' },
  manyChannelChanges: {
    value: 5,
    meaning: 'so many channel changes of one access point in a period are worth a notice',
  },
  manyRoamingReturns: {
    value: 10,
    meaning: 'so many returns of a client to the access point that it had just left',
  },
  packetLossRatio: {
    value: 0.02,
    meaning: "share of the console's probes of a line that got no answer while the line was up",
  },
  repeatedSource: { value: 20, meaning: 'so many detections from one address outside in a period' },
  failedLogins: {
    value: 5,
    meaning: 'so many failed logins of administrators in a period are a warning, fewer a notice',
  },
  usualReports: {
    value: 7,
    meaning:
      'so many earlier reports are needed before anything is compared with what is usual (their median)',
  },
  unusualLatencyTimes: {
    value: 2,
    meaning: 'so many times the usual latency of the internet is worth a notice',
  },
  unusualTimes: {
    value: 3,
    meaning:
      'so many times the usual detections, requests, data or packet loss is worth telling, and so is a fraction of the usual requests',
  },
  busierThanUsualRatio: {
    value: 0.25,
    meaning: 'a Wi-Fi channel that is taken for so much more of the time than usual',
  },
  oldBackupMs: { value: 8 * dayMs, meaning: 'the newest backup is old from here on' },
  clockSkewMs: { value: 2 * minuteMs, meaning: "how far the console's clock may differ from ours" },
} as const satisfies Record<string, Threshold>;

export type ThresholdName = keyof typeof thresholdTable;

/** The numbers that hold for one installation: the table above, with what `FINDINGS_FILE` sets over it. */
export type Thresholds = Readonly<Record<ThresholdName, number>>;

function valuesOf<Name extends string>(
  table: Readonly<Record<Name, Threshold>>,
): Readonly<Record<Name, number>>;
function valuesOf(table: Readonly<Record<string, Threshold>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(table).map(([name, { value }]) => [name, value]));
}

/** What holds where nothing else is set. */
export const defaultThresholds: Thresholds = valuesOf(thresholdTable);
