import type { ConfigSources } from './config.ts';
import { type Parsed, parsed, wrong } from './parsed.ts';

/** `X` and its twin `X_FILE` as they are set; an empty value is not set. */
export interface SecretSetting {
  readonly name: string;
  readonly value: string | undefined;
  readonly path: string | undefined;
}

/**
 * Secrets are told by the end of their name, so that an integration need not declare them twice; whoever knows the
 * address of a ping or a webhook can use it.
 */
export const isSecretName = (name: string): boolean =>
  /_(KEY|TOKEN|SECRET|PASSWORD)$|^(PING|WEBHOOK)_URL$/.test(name);

export const fileTwinOf = (name: string): string => `${name}_FILE`;

export const secretSetting = (name: string, env: ConfigSources['env']): SecretSetting => ({
  name,
  value: env[name]?.trim() ? env[name] : undefined,
  path: env[fileTwinOf(name)]?.trim() || undefined,
});

/** The text of a file that a variable names. The messages name the file, so that one sees which it was. */
export const readConfiguredFile = (path: string, readFile: ConfigSources['readFile']): Parsed<string> => {
  try {
    return parsed(readFile(path).replace(/^\ufeff/, ''));
  } catch (error) {
    return wrong(`cannot read ${shownPath(path)}: ${reasonOf(error)}`);
  }
};

/** The content of a secret's file; one newline at its end goes, because editors and `echo` put it there. */
export const readSecretFile = (path: string, readFile: ConfigSources['readFile']): Parsed<string> => {
  const content = readConfiguredFile(path, readFile);
  if (!content.ok) return content;
  const secret = content.value.replace(/\r?\n$/, '');
  return secret === ''
    ? wrong(`${shownPath(path)} is empty; it should hold the secret alone`)
    : parsed(secret);
};

/** People put the secret itself where its path belongs; that must not be printed. */
const shownPath = (path: string): string =>
  /^(\.{0,2}\/|[A-Za-z]:[\\/])|^[\w .\\/-]+\.(ya?ml|json|pem|crt|cer)$/i.test(path)
    ? path
    : 'the file (its name is not shown, it does not look like a path)';

const reasons = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'this user may not read it'],
  ['EPERM', 'this user may not read it'],
  ['EISDIR', 'it is a directory'],
  ['ENOTDIR', 'a part of its path is not a directory'],
]);

const reasonOf = (error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return (typeof code === 'string' ? reasons.get(code) : undefined) ?? 'it could not be opened';
};
