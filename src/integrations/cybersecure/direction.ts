import { isIP } from 'node:net';
import type { Detection } from '../../console/detections.ts';
import { isExternal } from './addresses.ts';

/** Where the traffic came from and went to, seen from the network. */
export type Direction = 'inbound' | 'outbound' | 'inside' | 'unknown';

/** The flow log's words: incoming, outgoing, local; some versions say UPLOAD (UniFi API reference §5.3). */
const words: readonly (readonly [RegExp, Direction])[] = [
  [/^in(coming|bound)/i, 'inbound'],
  [/^(out|up)/i, 'outbound'],
  [/^(local|internal)/i, 'inside'],
];

/** The console's word, unless both hosts are plainly inside; where it has none, the addresses. */
export function directionOf({ direction = '', sourceIp = '', targetIp = '' }: Detection): Direction {
  if (isInternal(sourceIp) && isInternal(targetIp)) return 'inside';
  const told = words.find(([pattern]) => pattern.test(direction));
  if (told !== undefined) return told[1];
  if (isInternal(sourceIp) && isExternal(targetIp)) return 'outbound';
  return isExternal(sourceIp) && isInternal(targetIp) ? 'inbound' : 'unknown';
}

const isInternal = (address: string): boolean => isIP(address) !== 0 && !isExternal(address);

export interface Host {
  readonly ip?: string;
  readonly name?: string;
  /** ISO 3166 code. */
  readonly country?: string;
}

/** The host of one's own that is concerned: the one that began, if both are. */
export function insideHost(row: Detection): Host | undefined {
  const direction = directionOf(row);
  if (direction === 'outbound' || direction === 'inside') return sourceOf(row);
  if (direction === 'inbound') return targetOf(row);
  if (isInternal(row.sourceIp ?? '')) return sourceOf(row);
  return isInternal(row.targetIp ?? '') ? targetOf(row) : undefined;
}

/** The host on the internet. */
export function outsideHost(row: Detection): Host | undefined {
  const direction = directionOf(row);
  if (direction === 'inbound') return sourceOf(row);
  if (direction === 'outbound') return targetOf(row);
  if (isExternal(row.sourceIp ?? '')) return sourceOf(row);
  return isExternal(row.targetIp ?? '') ? targetOf(row) : undefined;
}

const sourceOf = ({ sourceIp, sourceName, sourceCountry }: Detection): Host => ({
  ...(sourceIp !== undefined && { ip: sourceIp }),
  ...(sourceName !== undefined && { name: sourceName }),
  ...(sourceCountry !== undefined && { country: sourceCountry }),
});

const targetOf = ({ targetIp, targetName }: Detection): Host => ({
  ...(targetIp !== undefined && { ip: targetIp }),
  ...(targetName !== undefined && { name: targetName }),
});
