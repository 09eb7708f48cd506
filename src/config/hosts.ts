import { isIPv4, isIPv6 } from 'node:net';
import { isLoopback } from '../net/loopback.ts';
import { type Parse, type Parsed, parsed, quote, unquoted, wrong } from './parsed.ts';

export interface HostAddress {
  /** `host` or `host:port` in its usual spelling, for messages; IPv6 in brackets. */
  readonly host: string;
  /** `https://host[:port]`, without a trailing slash. */
  readonly baseUrl: string;
}

const right = 'write a host (192.168.1.1), host:port or https://host[:port]';

/** `UNIFI_HOST` and its twins: host, host:port or https URL; IPv4, IPv6 (with or without brackets) or a name. */
export const consoleHost: Parse<HostAddress> = unquoted((text) => {
  if (/[\s\\\p{Cc}]/u.test(text)) return wrong(`holds a space, a backslash or a control character; ${right}`);
  if (text.includes('@')) return wrong('holds an account before the @; put it into variables of its own');
  const scheme = /^(?<name>[a-z][a-z0-9+.-]*):\/\//i.exec(text)?.groups?.name?.toLowerCase();
  if (scheme === 'http') {
    return wrong(
      'starts with http://, which would send the credentials unencrypted; consoles answer on https://',
    );
  }
  if (scheme !== undefined && scheme !== 'https') {
    return wrong(`${quote(text)} is not an https address; ${right}`);
  }
  const authority = scheme === undefined ? text : text.slice('https://'.length);
  return fromUrl(`https://${isIPv6(authority) ? `[${authority}]` : authority}`, text);
});

const fromUrl = (address: string, text: string): Parsed<HostAddress> => {
  const url = URL.parse(address);
  if (url === null || url.port === '0' || !isHostname(url.hostname)) {
    return wrong(`${quote(text)} is not a host; ${right}`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return wrong(`holds a path or a query; write only https://${url.host}`);
  }
  if (isRewritten(url.hostname, address)) {
    return wrong(`${quote(text)} is not a complete address (it would be read as ${url.hostname}); ${right}`);
  }
  return parsed({ host: url.host, baseUrl: `https://${url.host}` });
};

const isHostname = (hostname: string): boolean =>
  hostname.startsWith('[') || /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.|$))+$/.test(hostname);

/** The URL standard reads `192.168.1` as 192.168.0.1 and `010.0.0.1` as 8.0.0.1; nobody means that. */
const isRewritten = (hostname: string, address: string): boolean =>
  isIPv4(hostname) && !address.startsWith(`https://${hostname}`);

/** `SMTP_HOST`: a name or an address alone. */
export const bareHost: Parse<string> = unquoted((text) => {
  if (text.includes('://') || text.includes('/') || text.includes('@')) {
    return wrong('is not a bare host; write mail.example.com, without scheme, path or account');
  }
  const unbracketed = text.replace(/^\[(.*)\]$/, '$1');
  if (isIPv6(unbracketed)) return parsed(unbracketed);
  if (/:\d+$/.test(text)) return wrong(`${quote(text)} holds a port; put it into SMTP_PORT`);
  const address = consoleHost(text);
  return address.ok
    ? parsed(address.value.host)
    : wrong(`${quote(text)} is not a host; write mail.example.com`);
});

/** The base of an API: https, or plain http on this machine alone. A path is fine, credentials and a query are not. */
export const apiBaseUrl: Parse<string> = unquoted((text) => {
  const url = /[\s\\]/.test(text) ? null : URL.parse(text);
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url === null || !secure) return wrong('is not an https URL (http is accepted for this machine only)');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return wrong('holds an account, a query or a fragment; write only scheme, host and path');
  }
  return parsed(text);
});
