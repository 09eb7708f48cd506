import { Agent, buildConnector, FormData, fetch, Headers, Request, Response } from 'undici';

/**
 * The one implementation of fetch in this process. Node carries another one, which it unpacks when anybody touches one of
 * these names, ky at its import: 50 ms and 14 MiB for a second client beside the one that private certificates and
 * proxies need anyway. Whoever uses a name of fetch imports this file first.
 */
Object.assign(globalThis, { fetch, Headers, Request, Response, FormData });

export { Agent, buildConnector };
