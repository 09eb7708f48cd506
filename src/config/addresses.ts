import { type Parse, parsed, quote, wrong } from './parsed.ts';

// Deliberately simple: what a mail server refuses, it says. This only stops what cannot be an address at all.
const mailbox = /^[^\s@<>()[\],;:\\"\p{Cc}]{1,64}@[^\s@<>()[\],;:\\"\p{Cc}]{1,253}$/u;
const named = /^(?<name>[^<>]*)<(?<address>[^<>]*)>$/;

/** `a@example.com` or `Name <a@example.com>`. */
export const emailAddress: Parse<string> = (text) => {
  if (/\p{Cc}/u.test(text)) return wrong('holds a line break or another control character');
  const address = named.exec(text)?.groups?.address ?? text;
  return mailbox.test(address)
    ? parsed(text)
    : wrong(`${quote(text)} is not an e-mail address; write ops@example.com or Name <ops@example.com>`);
};

/** Addresses separated by commas; a comma inside a quoted name does not separate. */
export const emailAddresses: Parse<readonly string[]> = (text) => {
  const entries = text
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) return wrong('holds no e-mail address');
  for (const entry of entries) {
    const address = emailAddress(entry);
    if (!address.ok) return address;
  }
  return parsed(entries);
};
