import type { Mute } from '../findings/mute.ts';
import { nearestName } from './nearest-name.ts';
import { type Parsed, parsed, quote, wrong } from './parsed.ts';
import type { YamlEntry, YamlNode, YamlProblem } from './yaml.ts';

/** `reason` is for the people who keep the file. */
const keys = ['finding', 'device', 'until', 'reason'];

/** `mute:` of the findings file. What is wrong is added to `problems`. */
export function readMutes(node: YamlNode, problems: YamlProblem[]): readonly Mute[] {
  if (node.kind !== 'list') {
    problems.push({
      line: node.line,
      message: 'mute must be a list: one "- finding: …" or "- device: …" each',
    });
    return [];
  }
  return node.items.flatMap((item) => readMute(item, problems));
}

function readMute(node: YamlNode, problems: YamlProblem[]): Mute[] {
  if (node.kind !== 'map') {
    problems.push({
      line: node.line,
      message: 'must be "finding: …" or "device: …", with "until: YYYY-MM-DD" if it ends',
    });
    return [];
  }
  const before = problems.length;
  for (const { key, line } of node.entries)
    if (!keys.includes(key)) problems.push({ line, message: unknownKey(key) });
  const entry = (key: string) => node.entries.find((one) => one.key === key);
  const told = (
    found: YamlEntry | undefined,
    parse: (text: string) => Parsed<string>,
  ): string | undefined => {
    if (found === undefined) return undefined;
    const text = found.value.kind === 'scalar' ? String(found.value.value ?? '').trim() : '';
    const value = parse(text);
    if (value.ok) return value.value;
    problems.push({ line: found.line, message: `${found.key}: ${value.message}` });
    return undefined;
  };
  const id = told(entry('finding'), findingId);
  const device = told(entry('device'), deviceName);
  const untilDay = told(entry('until'), day);
  const until = untilDay === undefined ? {} : { untilDay };
  if (entry('finding') !== undefined && entry('device') !== undefined)
    problems.push({ line: node.line, message: 'names a finding and a device; make two of it' });
  if (entry('finding') === undefined && entry('device') === undefined)
    problems.push({ line: node.line, message: 'names neither a finding nor a device' });
  if (problems.length > before) return [];
  if (id !== undefined) return [{ kind: 'finding', id, ...until }];
  return device === undefined ? [] : [{ kind: 'device', device, ...until }];
}

function unknownKey(key: string): string {
  const nearest = nearestName(key, keys);
  return `${quote(key)} is not one of ${keys.join(', ')}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
}

const findingId = (text: string): Parsed<string> =>
  /^[a-z]+\.[a-z0-9-]+(:.+)?$/.test(text)
    ? parsed(text)
    : wrong(
        `${quote(text)} is no finding; they read like devices.offline or devices.offline:02:00:5e:00:00:01`,
      );

const deviceName = (text: string): Parsed<string> =>
  text === '' ? wrong('is empty; write the name or the MAC address of a device') : parsed(text);

/** A day that exists. */
function day(text: string): Parsed<string> {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const exists = Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
  return exists ? parsed(text) : wrong(`${quote(text)} is not a day; write it as 2026-12-31`);
}
