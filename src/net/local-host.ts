/** Addresses that lead nowhere on the internet: RFC 1122, 1918, 3927, 6598, 4193 and 4291, as `URL.hostname` writes them. */
const localAddress =
  /^(?:(?:10|127|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+|\[(?:::1|f[cd][\da-f]*:.*|fe[89ab][\da-f]*:.*)\])$/i;

/** Names that are never on the internet: RFC 6761, 6762, 8375, and what routers call their own networks. */
const localName = /(?:^|\.)(?:localhost|local|lan|home|home\.arpa|internal|intranet|localdomain)\.?$/i;

/**
 * Whether a host, as `URL.hostname` writes it, can be told to be in one's own network. A public name may lead there all
 * the same: nobody can tell from the name.
 */
export const isLocalHost = (hostname: string): boolean =>
  localAddress.test(hostname) || localName.test(hostname) || !/[.:]/.test(hostname);
