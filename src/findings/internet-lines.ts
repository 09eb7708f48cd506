import type { Internet, Outage, Wan } from '../unifi/snapshot.ts';
import { isUsedLine } from '../unifi/used-line.ts';
import { shortName } from './wording.ts';

/** One line to the internet with what the console's several answers say about it together. */
export interface Line {
  /** `WAN`, `WAN2` …: stable from report to report. */
  readonly key: string;
  /** How a sentence begins: "The internet" where there is one line, else its name. */
  readonly title: string;
  readonly up: boolean | undefined;
  readonly down: boolean;
  readonly downSinceMs: number | undefined;
  readonly pastOutages: readonly Outage[];
}

/** The lines in use. A second port that was never connected is no line, and nothing known yields none. */
export function internetLines(internet: Internet | undefined): readonly Line[] {
  if (internet === undefined) return [];
  const wans = internet.wans.filter((wan) => internet.wans.length === 1 || isUsedLine(wan, internet.outages));
  const lines = wans.map((wan) => toLine(wan, outagesOf(wan, wans, internet.outages), wans.length));
  const others = internet.outages.filter((outage) => !wans.some((wan) => belongsTo(outage, wan, wans)));
  return [...lines, ...unlistedLines(others, lines)];
}

/** With a single line an outage without a name is that line's. */
const belongsTo = (outage: Outage, wan: Wan, wans: readonly Wan[]): boolean =>
  outage.wan === wan.name || (outage.wan === undefined && wans.length === 1);

const outagesOf = (wan: Wan, wans: readonly Wan[], outages: readonly Outage[]): readonly Outage[] =>
  outages.filter((outage) => belongsTo(outage, wan, wans));

function toLine(wan: Wan, outages: readonly Outage[], lineCount: number): Line {
  const [ongoing, past] = split(outages);
  // An outage without an end on a line that is up has ended; only its row does not say when.
  const down = wan.up === false || (wan.up === undefined && ongoing.length > 0);
  return {
    key: wan.name,
    title: lineCount === 1 ? 'The internet' : shortName(wan.name),
    up: wan.up,
    down,
    downSinceMs: down ? ongoing.at(-1)?.fromMs : undefined,
    pastOutages: down ? past : outages,
  };
}

/** Outages of lines that the console does not list, by the name they carry: over where a listed line is up. */
function unlistedLines(outages: readonly Outage[], lines: readonly Line[]): Line[] {
  const someLineIsUp = lines.some((line) => line.up === true);
  return [...Map.groupBy(outages, (outage) => outage.wan)].map(([name, rows]) => {
    const [ongoing, past] = split(rows);
    const down = ongoing.length > 0 && !someLineIsUp;
    return {
      key: name ?? 'internet',
      title: name === undefined ? 'The internet' : shortName(name),
      up: undefined,
      down,
      downSinceMs: down ? ongoing.at(-1)?.fromMs : undefined,
      pastOutages: down ? past : rows,
    };
  });
}

/** Those that last, and those that are over. */
const split = (outages: readonly Outage[]): [ongoing: readonly Outage[], past: readonly Outage[]] => [
  outages.filter((outage) => outage.toMs === undefined),
  outages.filter((outage) => outage.toMs !== undefined),
];
