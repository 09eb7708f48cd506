/** A path and query below the origin of a ping address. */
export interface PingAddress {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

export interface PingAddresses {
  /** Absent: the service knows no beginning. */
  readonly start?: PingAddress;
  readonly success: PingAddress;
  readonly failure: PingAddress;
}

/** What Uptime Kuma calls a push monitor: one address, and the state is in its query. */
const isPushMonitor = (path: string): boolean => /\/api\/push\/[^/]+$/.test(path);

/**
 * What is asked when: `/start` and `/fail` behind the address, as Healthchecks began it and others follow
 * (healthchecks.io/docs/http_api), or `status=up` and `status=down` where it is a push monitor of Uptime Kuma.
 */
export const pingAddressesOf = (pingUrl: string): PingAddresses => {
  const { pathname, searchParams } = new URL(pingUrl);
  const path = pathname.replace(/\/+$/, '');
  const query = Object.fromEntries(searchParams);
  if (isPushMonitor(path)) {
    return {
      success: { path, query: { ...query, status: 'up' } },
      failure: { path, query: { ...query, status: 'down', msg: 'the report failed' } },
    };
  }
  return {
    start: { path: `${path}/start`, query },
    success: { path: pathname, query },
    failure: { path: `${path}/fail`, query },
  };
};
