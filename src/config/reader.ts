import type { ConfigProblem, ConfigSources } from './config.ts';
import { type Parse, type Parsed, unquoted } from './parsed.ts';
import { fileTwinOf, isSecretName, readConfiguredFile, readSecretFile, secretSetting } from './secrets.ts';
import { type DefaultedName, defaultOf } from './variables.ts';

/** Reads variables one by one and collects what is wrong, so that all problems can be told at once. */
export interface Reader {
  /** Undefined when the variable is not set, or wrong: then it is a problem. */
  optional<T>(name: string, parse: Parse<T>): T | undefined;
  /** The default of the table when the variable is not set. */
  defaulted<T>(name: DefaultedName, parse: Parse<T>): T;
  /** From the variable or from the file that its `_FILE` twin names. */
  secret(name: string, parse: Parse<string>): string | undefined;
  /** The secret in the file at this path. */
  secretFile(path: string): Parsed<string>;
  /** The text of the file that the variable names. */
  file(name: string): string | undefined;
  /** Whether a person set it, rightly or wrongly, itself or its `_FILE` twin. */
  isSet(name: string): boolean;
  /** Not being set is a problem; `what` completes "is required". */
  mustBeSet(name: string, what: string): void;
  problem(variable: string, message: string): void;
  /** One sentence about something that works but should be known. */
  warn(sentence: string): void;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly string[];
  /** Every secret that was read, the refused ones included. */
  readonly secrets: readonly string[];
}

/** Blanks around a value are nobody's intention; a value of nothing else counts as not set. */
const plainValue = (env: ConfigSources['env'], name: string): string | undefined =>
  env[name]?.trim() || undefined;

export const createReader = (sources: ConfigSources): Reader => {
  const { env } = sources;
  const problems: ConfigProblem[] = [];
  const warnings: string[] = [];
  const secrets: string[] = [];

  const problem = (variable: string, message: string): void => {
    problems.push({ variable, message });
  };
  const isSet = (name: string): boolean =>
    plainValue(env, name) !== undefined ||
    (isSecretName(name) && plainValue(env, fileTwinOf(name)) !== undefined);
  const accept = <T>(name: string, text: string, parse: Parse<T>): T | undefined => {
    const value = parse(text);
    if (value.ok) return value.value;
    problem(name, value.message);
    return undefined;
  };
  const optional = <T>(name: string, parse: Parse<T>): T | undefined => {
    const text = plainValue(env, name);
    return text === undefined ? undefined : accept(name, text, parse);
  };
  const secret = (name: string, parse: Parse<string>): string | undefined => {
    const { value, path } = secretSetting(name, env);
    const twin = fileTwinOf(name);
    if (value !== undefined) secrets.push(value, value.trim());
    if (value !== undefined && path !== undefined) {
      problem(name, `is set, and ${twin} as well; keep one of them`);
      return undefined;
    }
    const text =
      path === undefined ? value : accept(twin, path, (file) => readSecretFile(file, sources.readFile));
    if (text === undefined) return undefined;
    secrets.push(text);
    // In a file quotes are kept on purpose: there a password may begin and end with them.
    return path === undefined ? accept(name, text, unquoted(parse)) : accept(twin, text, parse);
  };

  return {
    optional,
    defaulted: (name, parse) => optional(name, parse) ?? parseDefault(name, parse),
    secret,
    secretFile: (path) => {
      const content = readSecretFile(path, sources.readFile);
      if (content.ok) secrets.push(content.value);
      return content;
    },
    file: (name) => optional(name, (path) => readConfiguredFile(path, sources.readFile)),
    isSet,
    mustBeSet: (name, what) => {
      if (!isSet(name)) problem(name, `is required: ${what}`);
    },
    problem,
    warn: (sentence) => {
      warnings.push(sentence);
    },
    problems,
    warnings,
    secrets,
  };
};

const parseDefault = <T>(name: DefaultedName, parse: Parse<T>): T => {
  const value = parse(defaultOf(name));
  if (!value.ok) throw new TypeError(`the default of ${name} is wrong: ${value.message}`);
  return value.value;
};
