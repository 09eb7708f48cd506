import { hourMs, minuteMs, secondMs } from '../duration.ts';
import { hexId } from '../identity.ts';
import { createRandom } from '../random.ts';
import { clientLabel, type DemoClient } from './clients.ts';
import { type DetectionRow, detectionRows, signatures } from './detection-list.ts';

export interface Endpoint {
  readonly ip: string;
  readonly port: number;
  readonly name?: string;
  readonly mac?: string;
  /** ISO 3166 code; absent for inside hosts. */
  readonly country?: string;
}

/** What the intrusion prevention saw: one signature between two ends, hit once or several times within minutes. */
export interface DemoDetection {
  readonly id: string;
  readonly signature: string;
  readonly signatureId: number;
  /** The rule's class, e.g. "Misc Attack". */
  readonly classification: string;
  /** The category a person switches on and off, e.g. `emerging-scan`. */
  readonly category: string;
  readonly severity: 1 | 2 | 3;
  readonly action: 'blocked' | 'detected';
  readonly direction: 'incoming' | 'outgoing';
  readonly protocol: 'TCP' | 'UDP';
  readonly source: Endpoint;
  readonly target: Endpoint;
  /** Milliseconds, oldest first; at least one. */
  readonly hitsAtMs: readonly number[];
  /** The rule comes from the ET PRO set that the CyberSecure subscription brings. */
  readonly enhanced: boolean;
}

const insideEnd = (clients: readonly DemoClient[], name: string, port: number): Endpoint => {
  const client = clients.find((candidate) => clientLabel(candidate) === name);
  return { name, port, ip: client?.ip ?? '10.20.1.9', ...(client && { mac: client.mac }) };
};

const detectionOf =
  (nowMs: number, clients: readonly DemoClient[]) =>
  (row: DetectionRow, index: number): DemoDetection => {
    const [
      signatureId,
      action,
      hits,
      hoursAgo,
      ip,
      country,
      outsidePort,
      from,
      client,
      insidePort,
      protocol,
    ] = row;
    const [signature, classification, category, severity] = signatures[signatureId] ?? ['', '', '', 3];
    const outside: Endpoint = { ip, port: outsidePort, country };
    const inside = insideEnd(clients, client, insidePort);
    const firstMs = Math.round(nowMs - hoursAgo * hourMs);
    return {
      id: hexId(`detection:${index}`, 24),
      signature,
      signatureId,
      classification,
      category,
      severity,
      action,
      direction: from === 'inside' ? 'outgoing' : 'incoming',
      protocol,
      source: from === 'inside' ? inside : outside,
      target: from === 'inside' ? outside : inside,
      hitsAtMs: Array.from({ length: hits }, (_, hit) => firstMs + hit * (minuteMs + 7 * secondMs)),
      enhanced: signature.startsWith('ETPRO '),
    };
  };

/** Further scans of the last day, so that a test can fill several pages. */
const extraScan = (index: number): DetectionRow => {
  const random = createRandom(1000 + index);
  const ip = `198.51.100.${random.integer(1, 254)}`;
  const hoursAgo = 0.5 + 23 * random.next();
  return [
    2010937,
    'blocked',
    1,
    hoursAgo,
    ip,
    'US',
    random.integer(30_000, 60_000),
    'outside',
    'NAS',
    3306,
    'TCP',
  ];
};

/** Twelve detections of the last 24 h; `count` above that adds scans. */
export const createDetections = (
  nowMs: number,
  clients: readonly DemoClient[],
  count = detectionRows.length,
): readonly DemoDetection[] => {
  const extra = Array.from({ length: Math.max(0, count - detectionRows.length) }, (_, index) =>
    extraScan(index),
  );
  return [...detectionRows, ...extra].slice(0, count).map(detectionOf(nowMs, clients));
};
