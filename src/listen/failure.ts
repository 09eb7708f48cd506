import type { ListenAddress } from '../config/config.ts';

const advice = new Map([
  ['EADDRINUSE', 'another program listens there; choose another port'],
  ['EACCES', 'this user may not listen there; choose a port from 1024 on'],
  ['EADDRNOTAVAIL', 'no network card of this machine has that address; 0.0.0.0 stands for all of them'],
  ['ENOTFOUND', 'no address is known for that name; write the address itself'],
]);

/** Why an address cannot be listened at, with what to do. */
export const describeListenFailure = ({ host, port }: ListenAddress, error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  const known = typeof code === 'string' ? code : 'unknown error';
  return `LISTEN ${host}:${port} cannot be used: ${advice.get(known) ?? `the system says ${known}`}.`;
};
