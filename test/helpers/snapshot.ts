import type { Detection, Detections } from '../../src/console/detections.ts';
import type { Part } from '../../src/console/part.ts';
import type { FailureCode } from '../../src/net/errors.ts';
import type { Client, Device, Events, Internet, NetworkEvent, Snapshot } from '../../src/unifi/snapshot.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** 21 November 2026, 06:00 UTC. */
export const nowMs = Date.UTC(2026, 10, 21, 6);
export const period = { fromMs: nowMs - 24 * hourMs, toMs: nowMs };

export const ok = <T>(data: T, notes: readonly string[] = []): Part<T> => ({ status: 'ok', data, notes });

export const missing = (code: FailureCode, detail = ''): Part<never> => ({ status: 'missing', code, detail });

/** A console that answers everything and has nothing to tell. */
export const snapshot = (changes: Partial<Snapshot> = {}): Snapshot => ({
  host: 'unifi.example',
  site: { name: 'default', description: 'Harbour Office' },
  system: ok({ version: '10.4.57' }),
  health: ok([]),
  devices: ok([]),
  clients: ok([]),
  internet: ok(internet()),
  events: ok(events()),
  detections: ok(detections([])),
  airspace: ok([]),
  protection: ok({ intrusionPrevention: 'blocks' }),
  rogueDhcpServers: ok([]),
  lineRoles: ok([]),
  pastClients: ok([]),
  backups: ok([]),
  usage: ok({ stepMs: hourMs, samples: [] }),
  ...changes,
});

/** The same console when nothing of it can be read. */
export const unreadable = (code: FailureCode, detail: string): Snapshot => {
  const part = missing(code, detail);
  return {
    host: 'unifi.example',
    system: part,
    health: part,
    devices: part,
    clients: part,
    internet: part,
    events: part,
    detections: part,
    airspace: part,
    protection: part,
    rogueDhcpServers: part,
    lineRoles: part,
    pastClients: part,
    backups: part,
    usage: part,
  };
};

/** A healthy access point. */
export const device = (changes: Partial<Device> = {}): Device => ({
  id: '02:00:5e:00:00:01',
  name: 'AP-Garage',
  kind: 'access point',
  state: 'online',
  updateAvailable: false,
  ...changes,
});

export const client = (changes: Partial<Client> = {}): Client => ({
  id: '02:00:5e:00:01:01',
  name: 'Laptop',
  connection: 'wireless',
  guest: false,
  ...changes,
});

export const internet = (changes: Partial<Internet> = {}): Internet => ({
  wans: [],
  speedTests: [],
  outages: [],
  latency: [],
  ...changes,
});

export const event = (changes: Partial<NetworkEvent> = {}): NetworkEvent => ({
  atMs: nowMs - hourMs,
  kind: 'DEVICE_UNREACHABLE',
  severity: 'warning',
  text: 'AP-Garage is unreachable.',
  ...changes,
});

export const events = (changes: Partial<Events> = {}): Events => ({
  source: 'system-log',
  rows: [],
  counts: [],
  ...changes,
});

/** One blocked scan from outside. */
export const detection = (changes: Partial<Detection> = {}): Detection => ({
  atMs: nowMs - hourMs,
  action: 'blocked',
  count: 1,
  signature: 'ET SCAN Suspicious inbound to MySQL port 3306',
  sourceIp: '203.0.113.66',
  targetIp: '192.168.1.10',
  ...changes,
});

export const detections = (
  rows: readonly Detection[],
  source: Detections['source'] = 'traffic-flows',
): Detections => ({ source, rows });
