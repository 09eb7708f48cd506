import { SourceError } from '../../../net/errors.ts';
import type { IntegrationDeps, IntegrationEnv } from '../../integration.ts';
import type { References } from './fill.ts';

/** What a declaration refers to, and how to keep it out of what is told. */
export interface Secrets {
  readonly references: References;
  /** Counts as a secret from now on, in what is shown as well, until the returned function is called. */
  add(secret: string): () => void;
  /** Counts as one in what a server says of a failure: a session id it may be, or something that the section shows. */
  suspect(value: string): void;
  /** Replaces whatever was looked up so far. */
  redact(text: string): string;
}

type SecretsDeps = Pick<IntegrationDeps, 'readFile' | 'keepSecret'>;

const shortest = 4;

/** Each file is read once, like the files of all other secrets. `keepSecret` hears of each secret. */
export const createSecrets = (env: IntegrationEnv, { readFile, keepSecret }: SecretsDeps): Secrets => {
  const known = new Set<string>();
  const files = new Map<string, string>();
  const suspect = (value: string): void => {
    if (value.length >= shortest) known.add(value);
  };
  const add = (secret: string): (() => void) => {
    suspect(secret);
    const forget = keepSecret(secret);
    return () => {
      known.delete(secret);
      forget();
    };
  };
  const added = (secret: string): string => {
    add(secret);
    return secret;
  };
  const fileText = (path: string): string => {
    const text = files.get(path) ?? readSecret(path, readFile);
    files.set(path, text);
    return text;
  };
  return {
    references: (part) => {
      if (part.kind === 'file') return added(fileText(part.path));
      const value = env[part.name];
      if (value === undefined) throw new SourceError('unexpected', `${part.name} is not set`);
      return added(value);
    },
    add,
    suspect,
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
