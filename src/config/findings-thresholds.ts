import { type ThresholdName, type Thresholds, thresholdTable } from '../findings/thresholds.ts';
import { parseDuration } from './durations.ts';
import { nearestName } from './nearest-name.ts';
import { type Parsed, parsed, quote, wrong } from './parsed.ts';
import type { YamlEntry, YamlNode, YamlProblem } from './yaml.ts';

/** How a threshold is called in the file: without `Ms`, because there a time is written with its unit. */
export const fileNameOf = (name: string): string => name.replace(/Ms$/, '');

const isThreshold = (name: string): name is ThresholdName => Object.hasOwn(thresholdTable, name);
const names: readonly ThresholdName[] = Object.keys(thresholdTable).filter(isThreshold);

/** `thresholds:` of the findings file. What is wrong is added to `problems`. */
export function readThresholds(node: YamlNode, problems: YamlProblem[]): Partial<Thresholds> {
  if (node.kind !== 'map') {
    problems.push({ line: node.line, message: 'thresholds must be a list of "name: value"' });
    return {};
  }
  const pairs = node.entries.flatMap((entry) => {
    const pair = readThreshold(entry);
    if (pair.ok) return [pair.value];
    problems.push({ line: entry.line, message: pair.message });
    return [];
  });
  return Object.fromEntries(pairs);
}

function readThreshold({ key, value }: YamlEntry): Parsed<readonly [ThresholdName, number]> {
  const name = names.find((candidate) => fileNameOf(candidate) === key);
  if (name === undefined) {
    const nearest = nearestName(key, names.map(fileNameOf));
    return wrong(`${quote(key)} is no threshold${nearest === undefined ? '' : `; did you mean ${nearest}?`}`);
  }
  const number = numberFor(name, value);
  return number.ok ? parsed([name, number.value] as const) : wrong(`${key}: ${number.message}`);
}

function numberFor(name: ThresholdName, node: YamlNode): Parsed<number> {
  const word = node.kind === 'scalar' ? node.value : null;
  if (typeof word !== 'number' && typeof word !== 'string') return wrong('has no value');
  const text = String(word);
  if (name.endsWith('Ms')) return parseDuration(text);
  if (name.endsWith('Ratio')) return ratio(text);
  if (name.endsWith('Celsius')) return within(text, 0, 150, 'a temperature in °C from 0 to 150');
  if (name.endsWith('Dbm')) return within(text, -120, 0, 'a signal in dBm from -120 to 0');
  return Number.isInteger(Number(text))
    ? within(text, 1, 1_000_000_000, 'a whole number from 1')
    : wrong(`${quote(text)} is not a whole number from 1`);
}

/** `0.9` or `90%`. */
function ratio(text: string): Parsed<number> {
  const isPercent = text.endsWith('%');
  const value = within(
    isPercent ? text.slice(0, -1) : text,
    0,
    isPercent ? 100 : 1,
    'a share from 0 to 1, or 0% to 100%',
  );
  return value.ok && isPercent ? parsed(value.value / 100) : value;
}

function within(text: string, least: number, most: number, what: string): Parsed<number> {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= least && value <= most ? parsed(value) : wrong(`${quote(text)} is not ${what}`);
}
