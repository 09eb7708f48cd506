import { isIP } from 'node:net';
import { isLoopback } from '../net/loopback.ts';
import type { Config, ListenAddress } from './config.ts';
import { type Parse, parsed, quote, unquoted, wrong } from './parsed.ts';
import type { Reader } from './reader.ts';

/** The variables by which others learn how the reports fare. */
export const readWatching = (read: Reader): Pick<Config, 'pingUrl' | 'listen'> => {
  const pingUrl = read.secret('PING_URL', pingAddress);
  const listen = read.optional('LISTEN', listenAddress);
  if (pingUrl !== undefined && isReadableOnTheWay(new URL(pingUrl)))
    read.warn(
      'PING_URL is asked without encryption (http://): whoever reads along can report in your place.',
    );
  return {
    ...(pingUrl === undefined ? {} : { pingUrl }),
    ...(listen === undefined ? {} : { listen }),
  };
};

const isReadableOnTheWay = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && !isLoopback(hostname);

/** Plain http is accepted, because many keep such a service in their own network. The message never shows the value. */
const pingAddress: Parse<string> = (text) => {
  const url = /[\s\\]/.test(text.trim()) ? null : URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol))
    return wrong('is not the https address that the watching service shows (the value is not shown here)');
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return wrong('holds an account or a fragment; write only scheme, host, path and query');
  return parsed(url.href);
};

const leastKeyLength = 8;

/**
 * What must not be printed of a ping address beside the whole of it: each part that looks like a key. An ordinary word,
 * such as the name that somebody gave to the check, stays readable wherever else it stands.
 */
export const pingSecrets = (pingUrl: string | undefined): readonly string[] => {
  if (pingUrl === undefined) return [];
  const { pathname, searchParams } = new URL(pingUrl);
  return [...pathname.split('/'), ...searchParams.values()].filter(
    (part) => part.length >= leastKeyLength && /[\dA-Z]/.test(part),
  );
};

const thisMachineAlone = '127.0.0.1';

/** `9090` and `:9090` are open to this machine alone; everything else names who may ask. */
const listenAddress: Parse<ListenAddress> = unquoted((text) => {
  const groups = /^(?:(?<host>\[[\da-f:.]+\]|[^:[\]]*):)?(?<port>\d{1,5})$/i.exec(text)?.groups;
  const host = (groups?.host || thisMachineAlone).replace(/^\[(.*)\]$/, '$1');
  const port = Number(groups?.port ?? Number.NaN);
  const isHost = isIP(host) !== 0 || /^(?=.*[a-z])[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(host);
  return isHost && port <= 65_535
    ? parsed({ host, port })
    : wrong(
        `${quote(text)} is not a place to listen at; write :9090 (this machine alone), 0.0.0.0:9090 (everybody who can reach it) or the address of one network card, with its port`,
      );
});
