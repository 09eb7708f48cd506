import type { MemberPath } from '../../integrations/declared/spec.ts';
import { type Parse, parsed, quote, wrong } from '../parsed.ts';

const member = /\.(?<plain>[A-Za-z_][\w-]*)|\['(?<quoted>[^'\\]+)'\]/y;

/** `$`, `$.a.b` or `$['a b'].c`: the JSONPaths of RFC 9535 that lead through members to one place. */
export const memberPath: Parse<MemberPath> = (text) => {
  if (text.startsWith('$')) {
    const names: string[] = [];
    let at = 1;
    while (at < text.length) {
      member.lastIndex = at;
      const found = member.exec(text);
      if (found === null) break;
      names.push(found.groups?.plain ?? found.groups?.quoted ?? '');
      at = member.lastIndex;
    }
    if (at === text.length) return parsed(names);
  }
  return wrong(`${quote(text)} is no path to one place; write it as $, $.data or $.data.items`);
};
