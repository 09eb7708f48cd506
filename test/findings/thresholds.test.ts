import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileNameOf, readThresholds } from '../../src/config/findings-thresholds.ts';
import { parseYaml, type YamlProblem } from '../../src/config/yaml.ts';
import { findAll } from '../../src/findings/index.ts';
import { defaultThresholds, thresholdTable } from '../../src/findings/thresholds.ts';
import { device, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const [, page = ''] = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8').split(
  '\n## Thresholds\n',
);

/** `2m`, `90%`, `80 °C` as they are written in the file. */
const written = (name: string, value: number): string => {
  if (name.endsWith('Ms')) {
    if (value % 86_400_000 === 0) return `${value / 86_400_000}d`;
    return value % 60_000 === 0 ? `${value / 60_000}m` : `${value}ms`;
  }
  return name.endsWith('Ratio') ? `${Number((value * 100).toFixed(6))}%` : String(value);
};

const rows = Object.entries(thresholdTable).map(([name, { value, meaning }]) => [
  `\`${fileNameOf(name)}\``,
  `\`${written(name, value)}\``,
  meaning,
]);

const rowsOfPage = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the table in docs/findings.md', () => {
  test('holds every threshold with its default and its meaning, and no other', () => {
    expect(rowsOfPage).toEqual(rows);
  });

  test('shows values that the file understands, and that change nothing', () => {
    const lines = rowsOfPage.map(([name, value]) => `${name}: ${value}`.replaceAll('`', ''));
    const yaml = parseYaml(lines.join('\n'));
    const problems: YamlProblem[] = [];

    expect(yaml.ok && readThresholds(yaml.root, problems)).toEqual(defaultThresholds);
    expect(problems).toEqual([]);
  });
});

test('a rule compares with the number it is given, not with the default', () => {
  const warm = snapshot({ devices: ok([device({ celsius: 70 })]) });
  const found = (deviceWarmCelsius: number) =>
    findAll(warm, [], { period, nowMs, thresholds: { ...defaultThresholds, deviceWarmCelsius } });

  expect(found(80)).toEqual([]);
  expect(found(70)).toMatchObject([{ id: 'devices.overheating:02:00:5e:00:00:01', severity: 'warning' }]);
});
