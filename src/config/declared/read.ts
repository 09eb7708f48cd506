import { guardSettingsOf } from '../../integrations/declared/guard-settings.ts';
import type { DeclaredSpec } from '../../integrations/declared/spec.ts';
import type { IntegrationsConfig } from '../config.ts';
import { variablePrefix } from '../integrations.ts';
import type { Reader } from '../reader.ts';
import { headerToken, password } from '../values.ts';
import { type DeclaredEntry, parseDeclared } from './parse.ts';

const variable = 'INTEGRATIONS_FILE';

/**
 * `INTEGRATIONS_FILE` and the variables that it refers to, added to what is configured for the built-in integrations.
 * Every mistake in the file is a problem of its own, with its line.
 */
export const readDeclared = (read: Reader, builtIn: IntegrationsConfig, taken: readonly string[]) => {
  const entries = readFile(read, taken);
  const values = readVariables(read, entries);
  const isOn = ({ spec }: DeclaredEntry) => spec.variables.every((name) => values[name] !== undefined);
  for (const entry of entries.filter(isOn)) checkOn(read, entry);
  const specs = entries.map(({ spec }) => spec);
  // What the file does not say has the design's default: the variables for all integrations are for the built-in ones.
  const guards = specs.map((spec) => [variablePrefix(spec.id), guardSettingsOf(spec)] as const);
  return {
    env: { ...builtIn.env, ...values },
    guard: builtIn.guard,
    guardFor: { ...builtIn.guardFor, ...Object.fromEntries(guards) },
    declared: specs,
  } satisfies IntegrationsConfig;
};

const readFile = (read: Reader, taken: readonly string[]): readonly DeclaredEntry[] => {
  const text = read.file(variable);
  if (text === undefined) return [];
  const file = parseDeclared(text, taken);
  if (file.ok) return file.entries;
  for (const { line, message } of file.problems) read.problem(variable, `line ${line}: ${message}`);
  return [];
};

/** Those that are set; their `_FILE` twins count. */
const readVariables = (read: Reader, entries: readonly DeclaredEntry[]): Readonly<Record<string, string>> => {
  const inHeaders = new Set(entries.flatMap(({ headerVariables }) => headerVariables));
  const names = new Set(entries.flatMap(({ spec }) => spec.variables));
  const values = [...names].flatMap((name) => {
    // It may belong to a built-in integration as well, which has told what is wrong with it.
    if (read.problems.some((problem) => problem.variable === name)) return [];
    const value = read.secret(name, inHeaders.has(name) ? headerToken : password);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
};

const checkOn = (read: Reader, { spec, secretFiles }: DeclaredEntry): void => {
  for (const { path, line } of secretFiles) {
    const content = read.secretFile(path);
    if (!content.ok) read.problem(variable, `line ${line}: ${spec.id}: ${content.message}`);
  }
  if (asksInClearText(spec)) {
    read.warn(
      `INTEGRATIONS_FILE: ${spec.id} is asked over http: whatever is sent to it, its credentials included, is not encrypted.`,
    );
  }
};

const asksInClearText = ({ baseUrl, auth }: DeclaredSpec): boolean =>
  [baseUrl, ...(auth.type === 'oauth2' ? [auth.tokenUrl] : [])].some((url) => /^http:/i.test(url));
