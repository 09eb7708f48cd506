import type { Comparison } from '../../src/report/comparison.ts';
import type { Figures } from '../../src/report/figures.ts';
import type { Email, Report } from '../../src/report/report.ts';
import type { Block, Severity } from '../../src/report/section.ts';
import { failedSection, fullReport, morningMs, quietReport, readSection } from '../helpers/report.ts';
import { inTurn } from '../hostile/texts.ts';
import { rendered } from '../render/renderer.ts';
import { demoEmail } from './demo-email.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const yesterdayMs = morningMs - dayMs;

const figures: Figures = {
  previousPeriod: { fromMs: yesterdayMs - dayMs, toMs: yesterdayMs },
  items: [
    {
      key: 'internet.availability',
      label: 'Internet availability',
      unit: 'ratio',
      current: 0.9983,
      previous: 1,
    },
    { key: 'internet.latency', label: 'Internet latency', unit: 'ms', current: 11.4, previous: 9.8 },
    { key: 'devices.online', label: 'Devices online', unit: 'devices', current: 11, previous: 12 },
    { key: 'clients.connected', label: 'Clients connected', unit: 'clients', current: 57, previous: 57 },
    {
      key: 'security.blocked',
      label: 'Intrusions blocked',
      unit: 'detections',
      current: 1_300,
      previous: 20,
    },
    { key: 'events', label: 'Events', unit: 'events', current: 214 },
  ],
};

const past = (title: string, severity: Severity) => ({
  id: title,
  severity,
  title,
  firstSeenMs: yesterdayMs - 3 * dayMs,
  happened: false,
});

const compared: Comparison = {
  kind: 'compared',
  lastReportAtMs: yesterdayMs,
  counts: { new: 1, ongoing: 3, resolved: 2, notKnown: 1 },
  resolved: [
    past('SW-Attic lost a fan', 'warning'),
    { ...past('Somebody changed the settings of SSID "Harbour"', 'notice'), happened: true },
  ],
  notKnown: [past('The last backup is 12 days old', 'warning')],
};

const withHistory = (report: Report): Report => ({
  ...report,
  figures,
  comparison: compared,
  verdict: { ...report.verdict, changes: compared.counts },
  findings: report.findings.map((finding, index) => ({
    ...finding,
    history: index === 0 ? { status: 'new' } : { status: 'ongoing', firstSeenMs: yesterdayMs - dayMs },
  })),
});

const allClear = (): Report =>
  quietReport({
    figures,
    comparison: { ...compared, counts: { new: 0, ongoing: 0, resolved: 1, notKnown: 0 }, notKnown: [] },
    network: fullReport().network,
    integrations: fullReport().integrations.filter(({ success }) => success),
    footer: { ...fullReport().footer, mutedCount: 3 },
  });

const refused = 'The console refused the API key (401). Check UNIFI_API_KEY.';

const unreadableConsole = (changes: Partial<Report> = {}): Report =>
  quietReport({
    verdict: {
      severity: 'critical',
      headline: 'The console could not be read',
      summary: 'the console could not be read',
      counts: { critical: 0, warning: 0, notice: 0 },
    },
    consoleFailure: `The console at 192.168.1.1 could not be read: ${refused}`,
    incomplete: true,
    coverage: ['Devices', 'Clients', 'Internet', 'Events', 'Intrusion detections'].map((subject) => ({
      subject,
      sentence: refused,
    })),
    ...changes,
  });

const everythingFailed = (): Report =>
  unreadableConsole({
    notices: [
      'The certificate of the console is not verified (UNIFI_TLS_VERIFY=false).',
      'The report of 20 Nov could not be made, and this one covers its time as well.',
    ],
    integrations: [
      failedSection('Cloudflare', 'The token is not valid (401). Check CLOUDFLARE_API_TOKEN.'),
      failedSection('CyberSecure', refused),
      failedSection('Backup Monitor', 'https://backup.example/api/v2/state did not answer within 30 s.'),
    ],
  });

/** Every kind of block, each text of which `say` chooses. */
const blocksSaying = (say: () => string): readonly Block[] => [
  { kind: 'facts', title: say(), items: [{ label: say(), value: say(), hint: say() }] },
  {
    kind: 'table',
    title: say(),
    columns: [{ title: say() }, { title: say() }, { title: 'State' }, { title: say(), align: 'end' }],
    rows: Array.from({ length: 8 }, () => [say(), { text: say(), tone: 'critical' }, 'offline', say()]),
    more: say(),
  },
  { kind: 'table', columns: [{ title: 'Name' }, { title: 'State' }], rows: [[say(), say()]] },
  { kind: 'bars', title: say(), items: [{ label: say(), amount: 3, value: say() }], more: say() },
  {
    kind: 'series',
    title: say(),
    points: [1, 2].map((amount) => ({ atMs: amount, amount })),
    summary: say(),
  },
  { kind: 'note', tone: 'warning', text: say() },
];

const reportSaying = (say: () => string): Report =>
  withHistory(
    fullReport({
      title: say(),
      consoleFailure: say(),
      notices: [say(), say()],
      findings: (['critical', 'warning', 'notice'] as const).flatMap((severity) =>
        Array.from({ length: 6 }, (_, index) => ({
          id: `${severity}${index}`,
          severity,
          title: say(),
          meaning: say(),
          advice: say(),
          things: [say(), say()],
        })),
      ),
      network: Array.from({ length: 3 }, () => ({ name: say(), title: say(), blocks: blocksSaying(say) })),
      integrations: [readSection(say(), blocksSaying(say)), failedSection(say(), say())],
      coverage: [{ subject: say(), sentence: say() }],
      footer: { mutedCount: 0, programVersion: say(), console: say(), tookMs: 1 },
    }),
  );

const rightToLeft = [
  'מדפסת המשרד – קומה 2',
  'طابعة المكتب في الطابق الثاني',
  'AP-Lobby מחסן (5 GHz)',
  'نقطة وصول-7',
];
const rightToLeftNames = (): (() => string) => {
  let next = 0;
  return () => {
    next += 1;
    return rightToLeft[next % rightToLeft.length] ?? '';
  };
};

const longestName = 'Gästenetz-im-Außenbereich-der-Hafenmeisterei-Nord-und-Süd-2,4-GHz';

const hugeNetwork = (): Report =>
  withHistory(
    fullReport({
      findings: Array.from({ length: 60 }, (_, index) => ({
        id: `devices.offline:${index}`,
        severity: index < 5 ? 'critical' : index < 30 ? 'warning' : 'notice',
        title: `${longestName}-${index} has been offline for 3 h`,
        meaning:
          'The access point does not answer the console. Wireless clients near it have no or poor Wi-Fi.',
        advice: 'Check its power and the cable to its switch; restart it from that port.',
        things: Array.from({ length: 40 }, (_one, thing) => `${longestName}-${thing}`),
        sinceMs: morningMs - 3 * hourMs,
      })),
      network: [
        {
          name: 'devices',
          title: 'Devices',
          blocks: [
            {
              kind: 'table',
              columns: ['Device', 'Model', 'State', 'Address', 'Up'].map((title) => ({ title })),
              rows: Array.from({ length: 2_000 }, (_, index) => [
                `${longestName}-${index}`,
                'USW-Pro-Max-48-PoE',
                { text: 'online', tone: 'good' },
                '2001:db8:85a3:8d3:1319:8a2e:370:7348',
                { durationMs: index * hourMs },
              ]),
            },
          ],
        },
        ...fullReport().network,
      ],
    }),
  );

const made = (report: () => Report) => async (): Promise<Email> => rendered(report());

/** Reports of every kind that a mail client may be given, by what is special about them. */
export const reports: Readonly<Record<string, () => Promise<Email>>> = {
  "the demo's": () => demoEmail(morningMs),
  'with every kind of section': made(fullReport),
  'with what has changed': made(() => withHistory(fullReport())),
  'all clear': made(allClear),
  'of an unreadable console': made(unreadableConsole),
  'in which everything failed': made(everythingFailed),
  'with hostile names': made(() => reportSaying(inTurn())),
  'with names in right-to-left scripts': made(() => reportSaying(rightToLeftNames())),
  'of a huge network with long names': made(hugeNetwork),
  'that is delayed': made(() => fullReport({ isDelayed: true })),
  'without a report before it': made(() => fullReport({ comparison: { kind: 'baseline' } })),
};
