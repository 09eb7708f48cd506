import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './loading.ts';

const env = { FINDINGS_FILE: './findings.yaml' };
const findingsOf = (text: string) => load(env, { './findings.yaml': text }).findings;
const problemsIn = (text: string) => problemsOf(env, { './findings.yaml': text }).problems;

describe('a findings file', () => {
  test('sets thresholds in the units that people write', () => {
    const { thresholds } = findingsOf(`
thresholds:
  deviceWarmCelsius: 85   # a warm cupboard
  shortOutage: 5m
  highLatency: 250ms
  longUptime: 90d
  highCpuRatio: 0.8
  packetLossRatio: 5%
  weakClientDbm: -70
  manyOutages: 10
`);
    expect(thresholds).toEqual({
      deviceWarmCelsius: 85,
      shortOutageMs: 300_000,
      highLatencyMs: 250,
      longUptimeMs: 90 * 86_400_000,
      highCpuRatio: 0.8,
      packetLossRatio: 0.05,
      weakClientDbm: -70,
      manyOutages: 10,
    });
  });

  test('mutes findings and devices, for good or until a day', () => {
    const { mutes } = findingsOf(`
mute:
  - finding: devices.update-available
  - finding: devices.offline:02:00:5e:00:00:01
    until: 2026-12-31
    reason: being rebuilt
  - device: AP-Garage
    until: "2027-01-15"
`);
    expect(mutes).toEqual([
      { kind: 'finding', id: 'devices.update-available' },
      { kind: 'finding', id: 'devices.offline:02:00:5e:00:00:01', untilDay: '2026-12-31' },
      { kind: 'device', device: 'AP-Garage', untilDay: '2027-01-15' },
    ]);
  });

  test.each([
    ['empty', ''],
    ['nothing but comments', '# later\n'],
    ['headings over nothing', 'thresholds:\nmute:\n'],
    ['JSON, which is YAML', '{"thresholds": {}, "mute": []}'],
  ])('that is %s changes nothing', (_, text) => {
    expect(findingsOf(text)).toEqual({ thresholds: {}, mutes: [] });
  });

  test('is not needed', () => {
    expect(load({}).findings).toEqual({ thresholds: {}, mutes: [] });
  });
});

describe('mistakes', () => {
  test('are told all at once, each with its line, in the order of the file', () => {
    const problems = problemsIn(`threshold:
  a: 1
thresholds:
  deviceWarmCelcius: 85
  shortOutage: soon
  highCpuRatio: 90
  manyOutages: 2.5
  portErrors:
mute:
  - finding: Devices offline
  - devise: AP-Garage
  - device: AP-Garage
    until: 2026-02-30
  - finding: devices.offline
    device: AP-Garage
  - AP-Garage
`);
    expect(problems.map(({ variable }) => variable)).toEqual(problems.map(() => 'FINDINGS_FILE'));
    expect(problems.map(({ message }) => message)).toEqual([
      'line 1: "threshold" is not known here; did you mean thresholds?',
      'line 4: "deviceWarmCelcius" is no threshold; did you mean deviceWarmCelsius?',
      expect.stringMatching(/^line 5: shortOutage: "soon" is not a duration/),
      'line 6: highCpuRatio: "90" is not a share from 0 to 1, or 0% to 100%',
      'line 7: manyOutages: "2.5" is not a whole number from 1',
      'line 8: portErrors: has no value',
      expect.stringMatching(/^line 10: finding: "Devices offline" is no finding/),
      expect.stringMatching(/^line 11: "devise" is not one of .*; did you mean device\?$/),
      'line 11: names neither a finding nor a device',
      'line 13: until: "2026-02-30" is not a day; write it as 2026-12-31',
      'line 14: names a finding and a device; make two of it',
      expect.stringMatching(/^line 16: must be "finding: …" or "device: …"/),
    ]);
  });

  test.each([
    ['no YAML at all', 'mute: [', /^line 1: /],
    ['the same word twice', 'mute: []\nmute: []', /^line 2: .*unique/],
    ['a list where names belong', '- mute', /^line 1: the file must hold/],
    ['a word where a list belongs', 'thresholds: high', /^line 1: thresholds must be/],
    ['names where a list belongs', 'mute:\n  device: AP', /^line 2: mute must be a list/],
    ['anchors, which can stand for gigabytes', 'mute: &a\n  - *a', /^line 2: anchors/],
    ['a file that is too large', `#${'x'.repeat(1_000_001)}`, /at most 1 MB/],
    [
      'a signal that no radio has',
      'thresholds:\n  weakMeshDbm: 75',
      /^line 2: weakMeshDbm: "75" is not a signal/,
    ],
    ['infinity', 'thresholds:\n  portErrors: .inf', /^line 2: portErrors: /],
    ['nothing muted', 'mute:\n  - device: ""', /^line 2: device: is empty/],
  ])('%s', (_, text, expected) => {
    expect(problemsIn(text).map(({ message }) => message)).toEqual([expect.stringMatching(expected)]);
  });

  test('stand beside those of the variables', () => {
    const { problems } = problemsOf({ ...env, REPORT_TIMEZONE: 'Moon' }, { './findings.yaml': 'mutes: []' });
    expect(problems.map(({ variable }) => variable)).toEqual(['REPORT_TIMEZONE', 'FINDINGS_FILE']);
  });
});
