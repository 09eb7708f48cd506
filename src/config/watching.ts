import { isIP } from 'node:net';
import type { Config, ListenAddress } from './config.ts';
import { type Parse, parsed, quote, unquoted, wrong } from './parsed.ts';
import type { Reader } from './reader.ts';
import { isReadableOnTheWay, secretAddress } from './secret-address.ts';

/** The variables by which others learn how the reports fare. */
export const readWatching = (read: Reader): Pick<Config, 'pingUrl' | 'listen'> => {
  const pingUrl = read.secret('PING_URL', secretAddress('the https address that the watching service shows'));
  const listen = read.optional('LISTEN', listenAddress);
  if (pingUrl !== undefined && isReadableOnTheWay(pingUrl))
    read.warn(
      'PING_URL is asked without encryption (http://): whoever reads along can report in your place.',
    );
  return {
    ...(pingUrl === undefined ? {} : { pingUrl }),
    ...(listen === undefined ? {} : { listen }),
  };
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
