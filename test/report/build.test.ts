import { describe, expect, test } from 'vitest';
import { type IntegrationSection, unableToFetchData } from '../../src/integrations/results.ts';
import { buildReport, type ReportInput } from '../../src/report/build.ts';
import type { Finding } from '../../src/report/section.ts';
import { device, missing, nowMs, ok, period, snapshot, unreadable } from '../helpers/snapshot.ts';

const input = (changes: Partial<ReportInput> = {}): ReportInput => ({
  timeZone: 'Europe/Berlin',
  snapshot: snapshot(),
  integrations: { sections: [], results: [] },
  findings: [],
  period,
  generatedAtMs: nowMs,
  tookMs: 4200,
  programVersion: '0.1.0',
  notices: [],
  ...changes,
});

const finding = (changes: Partial<Finding>): Finding => ({
  id: 'a',
  severity: 'warning',
  title: 'A',
  meaning: '',
  advice: '',
  things: [],
  ...changes,
});

const succeeded = (findings: readonly Finding[]): IntegrationSection => ({
  name: 'cloudflare',
  displayName: 'Cloudflare',
  success: true,
  data: { blocks: [], facts: [], findings },
});

const failed: IntegrationSection = {
  name: 'cloudflare',
  displayName: 'Cloudflare',
  success: false,
  errorMessage: unableToFetchData,
  reason: 'The API did not answer in time.',
};

describe('the title', () => {
  test('is the configured one, else the name of the site, else the host', () => {
    expect(buildReport(input({ title: 'My network' })).title).toBe('My network');
    expect(buildReport(input()).title).toBe('Harbour Office');
    expect(buildReport(input({ snapshot: unreadable('network', 'x') })).title).toBe('unifi.example');
  });

  test('is never empty', () => {
    const site = { name: 'default', description: '' };
    expect(buildReport(input({ title: '', snapshot: snapshot({ site }) })).title).toBe('unifi.example');
  });
});

describe('findings of the network and of the integrations', () => {
  test('are one list, worst first, the order kept among equals', () => {
    const report = buildReport(
      input({
        findings: [finding({ id: 'w1' }), finding({ id: 'n1', severity: 'notice' })],
        integrations: {
          sections: [succeeded([finding({ id: 'c2', severity: 'critical' }), finding({ id: 'w2' })])],
          results: [],
        },
      }),
    );
    expect(report.findings.map(({ id }) => id)).toEqual(['c2', 'w1', 'w2', 'n1']);
    expect(report.verdict.counts).toEqual({ critical: 1, warning: 2, notice: 1 });
  });

  test('of what both found on the same console, the worse is told, once; elsewhere it is another thing', () => {
    const theirs = (host: string, title: string) =>
      finding({ id: 'w', severity: 'critical', title, place: { host, site: 'default' } });
    const report = buildReport(
      input({
        findings: [finding({ id: 'w', title: 'ours' }), finding({ id: 'v' })],
        integrations: {
          sections: [succeeded([theirs('unifi.example', 'theirs'), theirs('other.example', 'elsewhere')])],
          results: [],
        },
      }),
    );
    expect(report.findings.map(({ id, title }) => [id, title])).toEqual([
      ['w', 'theirs'],
      ['w:other.example/default', 'other.example: elsewhere'],
      ['v', expect.any(String)],
    ]);
    expect(report.verdict.counts).toEqual({ critical: 2, warning: 1, notice: 0 });
  });
});

describe('a console that could not be read', () => {
  test('is told in the first line, refused credentials included', () => {
    const report = buildReport(
      input({
        snapshot: unreadable(
          'unauthorized',
          'The console refused the API key (UNIFI_API_KEY): make a new one',
        ),
      }),
    );
    expect(report.consoleFailure).toBe(
      'The console at unifi.example could not be read. The console refused the API key (UNIFI_API_KEY): make a new one.',
    );
    expect(report.verdict).toMatchObject({
      severity: 'critical',
      headline: 'The console could not be read',
    });
  });

  test('tells what the console did as a sentence', () => {
    const report = buildReport(
      input({ snapshot: unreadable('too_large', 'answered with more than 32 MiB') }),
    );
    expect(report.consoleFailure).toBe(
      'The console at unifi.example could not be read. It answered with more than 32 MiB.',
    );
    expect(report.coverage[0]?.sentence).toBe('Could not be read: it answered with more than 32 MiB.');
  });

  test('leaves no section of zeros, only the list of what is missing', () => {
    const report = buildReport(input({ snapshot: unreadable('network', 'connection refused') }));
    expect(report.network).toEqual([]);
    expect(report.coverage).toEqual([
      {
        subject: 'Everything from the console',
        sentence: 'Could not be read: connection refused.',
      },
    ]);
    expect(report.footer.console).toBe('unifi.example');
  });

  test('still shows what it did tell', () => {
    const report = buildReport(
      input({ snapshot: snapshot({ devices: missing('timeout', 'x'), health: missing('timeout', 'x') }) }),
    );
    expect(report.consoleFailure).toContain('could not be read');
    expect(report.network.map(({ name }) => name)).toContain('clients');
  });

  test('is more than one missing part: devices alone, or health alone, is not it', () => {
    const noDevices = buildReport(input({ snapshot: snapshot({ devices: missing('timeout', 'x') }) }));
    expect(noDevices.consoleFailure).toBeUndefined();
    expect(noDevices.verdict.headline).toBe('All clear in what could be read');
    const noHealth = buildReport(input({ snapshot: snapshot({ health: missing('forbidden') }) }));
    expect(noHealth.consoleFailure).toBeUndefined();
  });
});

describe('coverage', () => {
  test('has one note per missing part, each of the three reasons with its own sentence', () => {
    const { coverage, verdict } = buildReport(
      input({
        snapshot: snapshot({
          events: missing('unsupported', 'frozen'),
          clients: missing('forbidden', 'api.err.NoPermission'),
          detections: missing('timeout', 'no answer within 10 s'),
        }),
      }),
    );
    expect(coverage).toEqual([
      { subject: 'Clients', sentence: 'Not permitted for this account.' },
      { subject: 'Intrusion detections', sentence: 'Could not be read: no answer within 10 s.' },
      { subject: 'Events', sentence: 'Not available on this version of the console.' },
    ]);
    expect(verdict.headline).toBe('All clear in what could be read');
  });

  test.each([
    ['a failed integration', input({ integrations: { sections: [failed], results: [] } })],
    [
      'an integration that could not read a part',
      input({
        integrations: {
          sections: [
            {
              name: 'cybersecure',
              displayName: 'CyberSecure',
              success: true,
              data: {
                blocks: [{ kind: 'note', tone: 'warning', text: 'Detections: it did not answer in time.' }],
                facts: [],
                findings: [],
              },
            },
          ],
          results: [],
        },
      }),
    ],
    [
      'a piece of a part',
      input({ snapshot: snapshot({ clients: ok([], ['Wi-Fi: not permitted for this account.']) }) }),
    ],
    [
      'the rest of a list',
      input({ snapshot: snapshot({ devices: ok([], ['Outages: could not be read (answered with 500).']) }) }),
    ],
  ])('%s limits an all-clear to what could be read', (_, given) => {
    const report = buildReport(given);
    expect(report.incomplete).toBe(true);
    expect(report.verdict).toMatchObject({
      headline: 'All clear in what could be read',
      summary: 'nothing needs you in what could be read',
    });
  });

  test('a note about what a version lacks limits nothing', () => {
    const note = 'Speed tests: not available on this version of the console.';
    const report = buildReport(input({ snapshot: snapshot({ clients: ok([], [note]) }) }));
    expect(report).toMatchObject({ incomplete: false, verdict: { headline: 'All clear' } });
  });

  test('what a version does not have takes nothing from an all-clear', () => {
    const report = buildReport(input({ snapshot: snapshot({ events: missing('unsupported') }) }));
    expect(report.verdict.headline).toBe('All clear');
  });

  test('names the small parts as well, which take nothing from an all-clear', () => {
    const { coverage, verdict } = buildReport(
      input({
        snapshot: snapshot({ backups: missing('forbidden'), airspace: missing('timeout', 'no answer') }),
      }),
    );
    expect(coverage).toEqual([
      { subject: 'Nearby access points', sentence: 'Could not be read: no answer.' },
      { subject: 'Backups', sentence: 'Not permitted for this account.' },
    ]);
    expect(verdict.headline).toBe('All clear');
  });

  test('repeats what a part says about itself, such as a ceiling that was hit', () => {
    const note = 'Only the newest 6,000 events were read, back to 03:00.';
    const { coverage } = buildReport(
      input({ snapshot: snapshot({ events: ok({ source: 'system-log', rows: [], counts: [] }, [note]) }) }),
    );
    expect(coverage).toEqual([{ subject: 'Events', sentence: note }]);
  });

  test('points to the section of a failed integration without its words', () => {
    const report = buildReport(input({ integrations: { sections: [failed], results: [] } }));
    expect(report.coverage).toEqual([{ subject: 'Cloudflare', sentence: 'Not read; its section says why.' }]);
    const withoutSections = JSON.stringify({ ...report, integrations: [] });
    expect(withoutSections.toLowerCase()).not.toContain(unableToFetchData.toLowerCase());
  });

  test('is empty when everything was read', () => {
    expect(buildReport(input()).coverage).toEqual([]);
  });
});

test('no integration leaves no trace', () => {
  const report = buildReport(input());
  expect(report.integrations).toEqual([]);
  expect(report.coverage).toEqual([]);
});

test('integrations keep their order, failed ones in place', () => {
  const sections = [failed, { ...succeeded([]), name: 'cybersecure' }];
  const report = buildReport(input({ integrations: { sections, results: [] } }));
  expect(report.integrations).toBe(sections);
});

test('the footer names what was read and how long it took', () => {
  const system = ok({ version: '10.4.57', osVersion: '4.1.13' });
  const report = buildReport(input({ snapshot: snapshot({ system }), nextRunAtMs: nowMs + 1 }));
  expect(report.footer).toEqual({
    programVersion: '0.1.0',
    console: 'UniFi Network 10.4.57, UniFi OS 4.1.13, unifi.example',
    tookMs: 4200,
    mutedCount: 0,
    nextRunAtMs: nowMs + 1,
  });
  expect(buildReport(input()).footer).not.toHaveProperty('nextRunAtMs');
});

test('the footer names the zone of the site where it is not that of the report', () => {
  const inZone = (timeZone: string) =>
    buildReport(input({ timeZone: 'UTC', snapshot: snapshot({ system: ok({ timeZone }) }) })).footer;
  expect(inZone('Australia/Lord_Howe')).toMatchObject({ siteTimeZone: 'Australia/Lord_Howe' });
  expect(inZone('Etc/UTC')).not.toHaveProperty('siteTimeZone');
});

test('a muted finding is not told but counted, whoever found it', () => {
  const report = buildReport(
    input({
      findings: [finding({ id: 'a', severity: 'critical' }), finding({ id: 'b' })],
      integrations: { sections: [succeeded([finding({ id: 'c' })])], results: [] },
      isMuted: ({ id }) => id !== 'b',
    }),
  );

  expect(report.findings.map(({ id }) => id)).toEqual(['b']);
  expect(report.footer.mutedCount).toBe(2);
  expect(report.verdict).toMatchObject({ severity: 'warning', headline: '1 thing needs you' });
  expect(buildReport(input({ findings: [finding({})] })).footer.mutedCount).toBe(0);
});

test('period, zone and notices pass through unchanged', () => {
  const notices = ['Certificates are not verified (UNIFI_TLS_VERIFY=false).'];
  const report = buildReport(input({ notices, snapshot: snapshot({ devices: ok([device()]) }) }));
  expect(report).toMatchObject({ period, timeZone: 'Europe/Berlin', generatedAtMs: nowMs, notices });
});
