import { type Parse, parsed, wrong } from '../parsed.ts';

const example = 'write it as https://host/path';

/** An http or https address without account, query and fragment. It is not secret. */
export const webAddress: Parse<string> = (text) => {
  if (text.includes('${')) return wrong(`stands in this file as it is, it is no secret; ${example}`);
  if (/[\s\\{}\p{Cc}]/u.test(text))
    return wrong(`holds a space, a brace, a backslash or a control character; ${example}`);
  const url = /^https?:\/\/[^/]/i.test(text) ? URL.parse(text) : null;
  if (url === null || url.port === '0') return wrong(`is not an http or https address; ${example}`);
  if (url.username !== '' || url.password !== '')
    return wrong('holds an account; put it under auth (the value is not shown here)');
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text))
    return wrong(`holds a query or a fragment; a query belongs to an operation`);
  return parsed(text);
};
