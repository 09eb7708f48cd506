import { SourceError } from '../../../net/errors.ts';
import type { IntegrationEnv } from '../../integration.ts';
import type { References } from './fill.ts';

/** What a declaration refers to, and how to keep it out of what is told. */
export interface Secrets {
  readonly references: References;
  /** Counts as a secret from now on: an access token, say. */
  add(secret: string): void;
  /** Replaces whatever was looked up so far. */
  redact(text: string): string;
}

const shortest = 4;

/** Each file is read once, like the files of all other secrets. */
export const createSecrets = (env: IntegrationEnv, readFile: (path: string) => string): Secrets => {
  const known = new Set<string>();
  const files = new Map<string, string>();
  const add = (secret: string): string => {
    if (secret.length >= shortest) known.add(secret);
    return secret;
  };
  const fileText = (path: string): string => {
    const text = files.get(path) ?? readSecret(path, readFile);
    files.set(path, text);
    return text;
  };
  return {
    references: (part) => {
      if (part.kind === 'file') return add(fileText(part.path));
      const value = env[part.name];
      if (value === undefined) throw new SourceError('unexpected', `${part.name} is not set`);
      return add(value);
    },
    add,
    redact: (text) =>
      [...known]
        .toSorted((a, b) => b.length - a.length)
        .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text),
  };
};

/** One newline at the end goes, because editors and `echo` put it there. */
const readSecret = (path: string, readFile: (path: string) => string): string => {
  try {
    return readFile(path)
      .replace(/^\ufeff/, '')
      .replace(/\r?\n$/, '');
  } catch {
    throw new SourceError('unexpected', `the file ${path} of a secret cannot be read`);
  }
};
