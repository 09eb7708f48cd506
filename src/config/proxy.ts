import type { ProxySettings } from '../net/proxy.ts';
import type { ConfigSources } from './config.ts';
import { type Parse, parsed, wrong } from './parsed.ts';
import type { Reader } from './reader.ts';
import { line } from './values.ts';

/**
 * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, as other programs know them: the small spelling wins over the capital one.
 * Undefined when no proxy is named.
 */
export const readProxy = (read: Reader): ProxySettings | undefined => {
  const spelt = (name: string): string => (read.isSet(name.toLowerCase()) ? name.toLowerCase() : name);
  const httpsProxy = read.optional(spelt('HTTPS_PROXY'), proxyUrl);
  const httpProxy = read.optional(spelt('HTTP_PROXY'), proxyUrl);
  const noProxy = read.optional(spelt('NO_PROXY'), line(10_000)) ?? '';
  if (httpsProxy === undefined && httpProxy === undefined) return undefined;
  return {
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    ...(httpProxy === undefined ? {} : { httpProxy }),
    noProxy,
  };
};

const notAProxy = wrong(
  'is not the address of a proxy; write http://proxy.example.com:3128 or, where it asks for an account, http://user:password@proxy.example.com:3128 with @ : / ? # % in them as %40 %3A %2F %3F %23 %25 (the value is not shown here)',
);

/** `host`, `host:port` or an http(s) URL, with or without an account. The message never shows the value. */
const proxyUrl: Parse<string> = (text) => {
  if (/^socks[45]?[ah]?:/i.test(text))
    return wrong('names a SOCKS proxy; only http:// and https:// proxies are supported');
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.port === '0') return notAProxy;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return notAProxy;
  const isReadable = [url.username, url.password].every((part) => decoded(part) !== undefined);
  return isReadable ? parsed(url.href.replace(/\/$/, '')) : notAProxy;
};

/** The passwords in the proxies' addresses, as they are written and as they are meant, for the scrub of the log. */
export const proxySecrets = (env: ConfigSources['env']): readonly string[] =>
  ['HTTPS_PROXY', 'HTTP_PROXY']
    .flatMap((name) => [env[name] ?? '', env[name.toLowerCase()] ?? ''])
    .flatMap((text) => {
      // What stands before the last @ counts, so that a malformed address hides its password as well.
      const secret = /^(?:[^/]*:\/\/)?[^:]*:(?<secret>.*)@/s.exec(text.trim())?.groups?.secret ?? '';
      return [secret, decoded(secret) ?? secret];
    });

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
