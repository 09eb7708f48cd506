export interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const token =
  /(?<comment><!--[\s\S]*?-->)|(?<doctype><!DOCTYPE html>)|<style>(?<css>[^<]*)<\/style>|<\/(?<end>[a-z0-9]+)>|<(?<start>[a-z0-9]+)(?<attributes>(?:\s+[a-z:-]+="[^"<>]*")*)\s*(?<self>\/?)>/y;
const attribute = /([a-z:-]+)="([^"]*)"/g;
const text = /(?:[^<>&]|&(?:#x?[0-9A-Fa-f]+|[a-z]+);)+/y;

/**
 * Every element of a page, in order.
 * @throws Error at the first place that is not well-formed: a stray `<`, `>` or `&`, an unquoted attribute, an element
 *   that is closed in the wrong place or never.
 */
export const parseHtml = (html: string): readonly Element[] => {
  const elements: Element[] = [];
  const open: string[] = [];
  let at = 0;
  while (at < html.length) {
    token.lastIndex = at;
    text.lastIndex = at;
    const found = token.exec(html) ?? text.exec(html);
    if (found === null) throw new Error(`not well-formed at ${at}: ${html.slice(at, at + 80)}`);
    at += found[0].length;
    const { start, end, attributes, self } = found.groups ?? {};
    if (end !== undefined && open.pop() !== end) throw new Error(`</${end}> closes nothing at ${at}`);
    if (start === undefined) continue;
    elements.push({ tag: start, attributes: readAttributes(attributes ?? '') });
    if (self === '') open.push(start);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return elements;
};

const readAttributes = (source: string): ReadonlyMap<string, string> =>
  new Map([...source.matchAll(attribute)].map(([, name = '', value = '']) => [name, value]));

/** What a reader of the page sees, without the preheader's padding; entities decoded as far as we write them. */
export const visibleText = (html: string): string =>
  html
    .replace(/<head>[\s\S]*<\/head>/u, '')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&(#847|zwnj|nbsp);/gu, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll('&#x60;', '`')
    .replaceAll('&amp;', '&')
    .replace(/\s+/gu, ' ')
    .trim();
