import { known } from '../console/fields.ts';
import type { IdlePort, PoeBudget, Port } from './device-details.ts';
import type { RawDevice } from './schema.ts';
import type { RawPort } from './schema-device.ts';

/** What the words of `media` can do, copper only. They are those of UniFi's own port tables. */
const copperMbps: ReadonlyMap<string, number> = new Map([
  ['FE', 100],
  ['GE', 1_000],
  ['2P5GE', 2_500],
  ['5GE', 5_000],
  ['10GE', 10_000],
]);

/** The ports with a link; of the others nothing is told. Absent where the device has no port table. */
export function toPorts(rows: readonly RawPort[] | undefined): Port[] | undefined {
  const ports = (rows ?? []).flatMap((row, place) => (row.up === true ? toPort(row, place) : []));
  return ports.length === 0 ? undefined : ports;
}

/**
 * The numbered ports without a link, and why, where the configuration is why: `enable`, and `poe_mode` of a port that has
 * PoE (UniFi API reference §4.1). That one gives no power for other reasons the table cannot tell from a device that is off.
 */
export function toIdlePorts(rows: readonly RawPort[] | undefined): IdlePort[] | undefined {
  const ports = (rows ?? []).flatMap(({ up, port_idx: index, name, enable, port_poe, poe_mode }) =>
    up !== false || index === undefined
      ? []
      : {
          name: name ?? `Port ${index}`,
          index,
          isDisabled: enable === false,
          isPoeOff: port_poe === true && poe_mode?.toLowerCase() === 'off',
        },
  );
  return ports.length === 0 ? undefined : ports;
}

const toPort = (row: RawPort, place: number): Port =>
  known({
    name: row.name ?? `Port ${row.port_idx ?? place + 1}`,
    index: row.port_idx,
    speedMbps: positive(row.speed),
    maxSpeedMbps: copperMbps.get(row.media?.toUpperCase() ?? ''),
    packetCount: sumOfKnown(row.rx_packets, row.tx_packets),
    errorCount: sumOfKnown(row.rx_errors, row.tx_errors),
    dropCount: sumOfKnown(row.rx_dropped, row.tx_dropped),
  });

/** A switch without PoE says `null` or 0 (UniFi API reference §7.3). */
export function poeBudgetOf({
  total_max_power,
  total_used_power,
  port_table,
}: RawDevice): PoeBudget | undefined {
  const budgetWatts = positive(total_max_power);
  const usedWatts = notNegative(total_used_power) ?? sumOfKnown(...poeWatts(port_table));
  return budgetWatts === undefined || usedWatts === undefined ? undefined : { usedWatts, budgetWatts };
}

const poeWatts = (ports: readonly RawPort[] = []): (number | undefined)[] =>
  ports.map(({ poe_power }) => poe_power);

/** Counters that are missing or wrap below 0 do not count; where none is left, nothing is known. */
function sumOfKnown(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.flatMap((value) => notNegative(value) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;

const notNegative = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 0 ? value : undefined;
