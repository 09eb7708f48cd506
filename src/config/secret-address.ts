import { isLoopback } from '../net/loopback.ts';
import { type Parse, parsed, wrong } from './parsed.ts';

/**
 * An address that is a secret, because whoever knows it can ask it: http or https, with path and query. Plain http is
 * accepted, because many keep such a service in their own network. The message never shows the value.
 *
 * @param right completes "is not".
 */
export const secretAddress =
  (right: string): Parse<string> =>
  (text) => {
    const url = /[\s\\]/.test(text.trim()) ? null : URL.parse(text.trim());
    if (url === null || !/^https?:$/.test(url.protocol))
      return wrong(`is not ${right} (the value is not shown here)`);
    if (url.username !== '' || url.password !== '' || url.hash !== '')
      return wrong('holds an account or a fragment; write only scheme, host, path and query');
    return parsed(url.href);
  };

/** Whether others on the way can read what is sent there. */
export const isReadableOnTheWay = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !isLoopback(hostname);
};

const leastKeyLength = 8;

/**
 * What must not be printed of such an address beside the whole of it: each part that looks like a key. An ordinary word,
 * such as the name that somebody gave to the check, stays readable wherever else it stands.
 */
export const secretPartsOf = (address: string | undefined): readonly string[] => {
  if (address === undefined) return [];
  const { pathname, searchParams } = new URL(address);
  return [...pathname.split('/'), ...searchParams.values()].filter(
    (part) => part.length >= leastKeyLength && /[\dA-Z]/.test(part),
  );
};
