import { domainToASCII } from 'node:url';

const fallbackDomain = 'unifi-report.invalid';

/** The domain of an address with or without a display name, in ASCII; a reserved one where there is none. */
export const domainOf = (address: string): string => {
  const domain = /@([^@<>\s]+)>?\s*$/.exec(address)?.[1] ?? '';
  // Empty for what is no domain at all.
  return domainToASCII(domain) || fallbackDomain;
};
