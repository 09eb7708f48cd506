import type { IntegrationSection } from '../../src/integrations/results.ts';
import type { Report } from '../../src/report/report.ts';
import type { Block, Finding, NetworkSection } from '../../src/report/section.ts';

const hourMs = 3_600_000;

/** Sunday 22 November 2026, 07:00 in Berlin. */
export const morningMs = Date.UTC(2026, 10, 22, 6);

export const failedSection = (displayName: string, reason: string): IntegrationSection => ({
  name: displayName.toLowerCase(),
  displayName,
  success: false,
  errorMessage: 'Unable to fetch data',
  reason,
});

export const readSection = (displayName: string, blocks: readonly Block[]): IntegrationSection => ({
  name: displayName.toLowerCase(),
  displayName,
  success: true,
  data: { blocks, facts: [], findings: [] },
});

/** A report about a network in which nothing happened, with whatever the test is about put in. */
export const quietReport = (changes: Partial<Report> = {}): Report => ({
  title: 'Harbour Office',
  generatedAtMs: morningMs,
  period: { fromMs: morningMs - 24 * hourMs, toMs: morningMs },
  timeZone: 'Europe/Berlin',
  verdict: {
    severity: 'clear',
    headline: 'All clear',
    summary: 'nothing needs you',
    counts: { critical: 0, warning: 0, notice: 0 },
  },
  incomplete: false,
  notices: [],
  findings: [],
  comparison: { kind: 'none' },
  figures: { items: [] },
  network: [],
  integrations: [],
  coverage: [],
  footer: { programVersion: '0.1.0', tookMs: 4_200, mutedCount: 0 },
  ...changes,
});

/** A report that is told at its length, as one thing needs somebody; of everything else nothing happened. */
export const eventfulReport = (changes: Partial<Report> = {}): Report =>
  quietReport({
    verdict: {
      severity: 'warning',
      headline: '1 thing needs you',
      summary: 'AP-Garage is offline',
      counts: { critical: 0, warning: 1, notice: 0 },
    },
    ...changes,
  });

/** A plausible report in which every kind of block, finding and section occurs. */
export const fullReport = (changes: Partial<Report> = {}): Report => ({
  ...quietReport(),
  verdict: {
    severity: 'critical',
    headline: '3 things need you',
    summary: 'Camera-Dock talks to a known command server',
    counts: { critical: 1, warning: 2, notice: 1 },
  },
  notices: ['The certificate of the console is not verified (UNIFI_TLS_VERIFY=false).'],
  findings,
  network: [internet, devices, clients, security, events],
  integrations: [
    cloudflare,
    failedSection('CyberSecure', 'The console refused the API key (401). Check CYBERSECURE_API_KEY.'),
    readSection('Backup Monitor', []),
  ],
  coverage: [
    { subject: 'Events', sentence: 'Only the newest 2,000 were read: since 21 Nov, 19:40.' },
    { subject: 'CyberSecure', sentence: 'See its section.' },
  ],
  footer: {
    programVersion: '0.1.0',
    console: 'Network application 10.4.57 on UniFi OS 5.1.19',
    tookMs: 4_200,
    mutedCount: 0,
    nextRunAtMs: morningMs + 24 * hourMs,
  },
  ...changes,
});

const findings: readonly Finding[] = [
  {
    id: 'security.inside:02:00:5e:00:00:77',
    severity: 'critical',
    title: 'Camera-Dock talks to a known command server',
    meaning:
      'A device inside the network opened 14 connections to an address that is known to control infected devices. They were detected, not blocked.',
    advice: 'Take Camera-Dock off the network, then set intrusion prevention to block.',
    things: ['Camera-Dock'],
    sinceMs: morningMs - 5 * hourMs,
  },
  {
    id: 'devices.offline:02:00:5e:00:00:01',
    severity: 'warning',
    title: 'AP-Garage has been offline for 3 h',
    meaning: 'The access point does not answer the console. Wireless clients near it have no or poor Wi-Fi.',
    advice: 'Check its power and the cable to SW-Workshop port 4; restart it from that port.',
    things: ['AP-Garage'],
    sinceMs: morningMs - 3 * hourMs,
  },
  {
    id: 'devices.temperature:02:00:5e:00:00:02',
    severity: 'warning',
    title: 'SW-Attic is at 84 °C',
    meaning: 'Above 80 °C hardware ages quickly and may switch itself off.',
    advice: 'Give it air or move it; check that its fan turns.',
    things: ['SW-Attic'],
  },
  {
    id: 'devices.update',
    severity: 'notice',
    title: 'Firmware updates are offered for 3 devices',
    meaning: 'Updates close security holes and mend faults.',
    advice: 'Install them when a short interruption does no harm.',
    things: ['AP-Lobby 6.7.10 → 6.8.2', 'AP-Garage 6.7.10 → 6.8.2', 'SW-Attic 7.0.50 → 7.1.26'],
  },
];

const internet: NetworkSection = {
  name: 'internet',
  title: 'Internet',
  blocks: [
    {
      kind: 'facts',
      items: [
        { label: 'Provider', value: 'Deutsche Glasfaser' },
        { label: 'Availability', value: { ratio: 0.9983, tone: 'good' }, hint: 'one outage of 2 min 30 s' },
        { label: 'Latency', value: { latencyMs: 11.4 } },
        {
          label: 'Download',
          value: { bitsPerSecond: 941_300_000 },
          hint: 'speed test of 21 Nov 2026, 23:10',
        },
        { label: 'Upload', value: { bitsPerSecond: 478_900_000 } },
        { label: 'Packet loss', value: null },
      ],
    },
    {
      kind: 'series',
      title: 'Latency',
      points: Array.from({ length: 24 }, (_, hour) => ({
        atMs: morningMs - (24 - hour) * hourMs,
        amount: hour === 15 ? 48 : 10 + ((hour * 7) % 5) * 1.8,
      })).filter((_, hour) => hour !== 16),
      summary: { text: 'at most 48 ms' },
    },
  ],
};

const devices: NetworkSection = {
  name: 'devices',
  title: 'Devices',
  blocks: [
    {
      kind: 'facts',
      items: [
        { label: 'Online', value: { text: '11 of 12', tone: 'warning' } },
        { label: 'With an update', value: { number: 3 } },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: 'Device' },
        { title: 'Model' },
        { title: 'State' },
        { title: 'Firmware' },
        { title: 'Clients', align: 'end' },
      ],
      rows: [
        ['AP-Garage', 'U6 Lite', { text: 'offline', tone: 'critical' }, '6.7.10 → 6.8.2', null],
        ['SW-Attic', 'USW-16-PoE', { text: '84 °C', tone: 'warning' }, '7.0.50 → 7.1.26', { number: 9 }],
        ['AP-Lobby', 'U7 Pro', { text: 'online', tone: 'good' }, '6.7.10 → 6.8.2', { number: 0 }],
        ['Gateway', 'UCG-Ultra', { text: 'online', tone: 'good' }, '5.1.19', { number: 57 }],
      ],
      more: 'and 8 more, all healthy',
    },
  ],
};

const clients: NetworkSection = {
  name: 'clients',
  title: 'Clients',
  blocks: [
    {
      kind: 'facts',
      items: [
        { label: 'Connected', value: { number: 57 }, hint: '18 wired, 36 wireless, 3 guests' },
        { label: 'Longest connected', value: { durationMs: 41 * 24 * hourMs } },
      ],
    },
    {
      kind: 'bars',
      title: 'Busiest',
      items: [
        { label: 'nas-01', amount: 412e9, value: { bytes: 412e9 } },
        { label: "Ines' MacBook Pro", amount: 88e9, value: { bytes: 88e9 } },
        { label: 'Living room TV', amount: 41e9, value: { bytes: 41e9 } },
        { label: 'doorbell', amount: 0.6e9, value: { bytes: 0.6e9 } },
      ],
    },
  ],
};

const security: NetworkSection = {
  name: 'security',
  title: 'Security',
  blocks: [
    { kind: 'note', tone: 'warning', text: 'Intrusion prevention only detects on 2 of 4 networks.' },
    {
      kind: 'table',
      title: 'Top sources',
      columns: [{ title: 'Address' }, { title: 'Country' }, { title: 'Detections', align: 'end' }],
      rows: [
        ['203.0.113.77', 'Netherlands', { number: 1_204 }],
        ['2001:db8:85a3::8a2e:370:7334', 'Brazil', { number: 96 }],
      ],
    },
  ],
};

const events: NetworkSection = {
  name: 'events',
  title: 'Events',
  blocks: [{ kind: 'table', title: 'Outages', columns: [{ title: 'Line' }], rows: [] }],
};

const cloudflare = readSection('Cloudflare', [
  {
    kind: 'facts',
    items: [
      { label: 'Requests', value: { number: 1_284_000 } },
      { label: 'Traffic', value: { bytes: 38.2e9 } },
    ],
  },
  {
    kind: 'table',
    title: 'Tunnels',
    columns: [{ title: 'Tunnel' }, { title: 'State' }, { title: 'Since', align: 'end' }],
    rows: [
      ['office-backup', { text: 'down', tone: 'critical' }, { atMs: morningMs - 7 * hourMs }],
      ['office', { text: 'healthy', tone: 'good' }, { atMs: morningMs - 900 * hourMs }],
    ],
  },
  {
    kind: 'bars',
    title: 'Firewall events by rule',
    items: [
      { label: 'Managed rules: SQL injection', amount: 312, value: { number: 312 } },
      { label: 'Rate limit: /login', amount: 96, value: { number: 96 } },
    ],
    more: 'and 4 more rules',
  },
  { kind: 'note', tone: 'neutral', text: 'DNS: the token lacks the permission Zone › Analytics › Read.' },
]);
