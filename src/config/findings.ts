import type { FindingsConfig } from './config.ts';
import { readMutes } from './findings-mutes.ts';
import { readThresholds } from './findings-thresholds.ts';
import { nearestName } from './nearest-name.ts';
import { quote } from './parsed.ts';
import type { Reader } from './reader.ts';
import { parseYaml, type YamlNode, type YamlProblem } from './yaml.ts';

const parts = ['thresholds', 'mute'];
const variable = 'FINDINGS_FILE';
const longestFile = 1_000_000;

/** Every mistake in the file is a problem of its own, with its line. */
export function readFindings(read: Reader): FindingsConfig {
  const text = read.file(variable);
  if (text === undefined) return { thresholds: {}, mutes: [] };
  const problems: YamlProblem[] = [];
  const config = parseFindings(text, problems);
  for (const { line, message } of problems.toSorted((a, b) => a.line - b.line))
    read.problem(variable, `line ${line}: ${message}`);
  return config;
}

function parseFindings(text: string, problems: YamlProblem[]): FindingsConfig {
  const none = { thresholds: {}, mutes: [] };
  if (text.length > longestFile) {
    problems.push({ line: 1, message: 'the file is too large; at most 1 MB' });
    return none;
  }
  const yaml = parseYaml(text);
  if (!yaml.ok) {
    problems.push(...yaml.problems);
    return none;
  }
  return fromRoot(yaml.root, problems);
}

function fromRoot(root: YamlNode, problems: YamlProblem[]): FindingsConfig {
  // A file whose every line is a comment holds nothing at all.
  const isEmpty = root.kind === 'scalar' && root.value === null;
  const entries = root.kind === 'map' ? root.entries : [];
  if (root.kind !== 'map' && !isEmpty)
    problems.push({ line: root.line, message: 'the file must hold "thresholds:" or "mute:"' });
  for (const { key, line } of entries) {
    if (parts.includes(key)) continue;
    const nearest = nearestName(key, parts);
    const advice = nearest === undefined ? `there are ${parts.join(' and ')}` : `did you mean ${nearest}?`;
    problems.push({ line, message: `${quote(key)} is not known here; ${advice}` });
  }
  const part = (name: string) => entries.find(({ key }) => key === name)?.value;
  const thresholds = part('thresholds');
  const mute = part('mute');
  return {
    thresholds: isPresent(thresholds) ? readThresholds(thresholds, problems) : {},
    mutes: isPresent(mute) ? readMutes(mute, problems) : [],
  };
}

/** `mute:` with nothing but comments below it is no mistake. */
const isPresent = (node: YamlNode | undefined): node is YamlNode =>
  node !== undefined && !(node.kind === 'scalar' && node.value === null);
