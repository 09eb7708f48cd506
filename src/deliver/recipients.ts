import { domainToASCII } from 'node:url';
import type { MailSettings } from './mail.ts';

/** `Marta <marta@Example.org>` and `marta@example.org` are one recipient: `marta@example.org`. */
export const bareAddress = (address: string): string => {
  const bare = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim();
  const at = bare.lastIndexOf('@');
  const domain = bare.slice(at + 1);
  // Empty for what is no domain at all.
  return `${bare.slice(0, at + 1)}${domainToASCII(domain) || domain.toLowerCase()}`;
};

/** Everybody who gets a mail, copies and blind copies included, each once. */
export const recipientsOf = ({ to, cc, bcc }: Pick<MailSettings, 'to' | 'cc' | 'bcc'>): readonly string[] => [
  ...new Set([...to, ...cc, ...bcc].map(bareAddress)),
];
