import { type Element, parseHtml } from '../render/html-elements.ts';

type Declarations = ReadonlyMap<string, string>;

const declarationsOf = ({ attributes }: Element): Declarations =>
  new Map(
    (attributes.get('style') ?? '')
      .split(';')
      .map((one): [string, string] => {
        const colon = one.indexOf(':');
        return [one.slice(0, colon).trim(), one.slice(colon + 1).trim()];
      })
      .filter(([property]) => property !== ''),
  );

const isCell = (tag: string): boolean => tag === 'td' || tag === 'th';
const isList = (tag: string): boolean => tag === 'ul' || tag === 'ol' || tag === 'li';
const isZero = (value: string): boolean => /^(0(px)?\s*)+$/u.test(value);

interface Rule {
  readonly what: string;
  breaks(tag: string, declarations: Declarations): boolean;
}

const having =
  (property: RegExp, isBad: (value: string, tag: string) => boolean): Rule['breaks'] =>
  (tag, declarations) =>
    [...declarations].some(([name, value]) => property.test(name) && isBad(value, tag));

/** What Word draws wrong although a browser does not (caniemail.com, Outlook for Windows; libraries reference §2). */
const rules: readonly Rule[] = [
  {
    what: 'padding outside a cell is lost',
    breaks: having(
      /^padding/u,
      (value, tag) => !isCell(tag) && !isList(tag) && tag !== 'body' && !isZero(value),
    ),
  },
  {
    what: 'a border outside a cell or table is unreliable',
    breaks: having(
      /^border(-(top|right|bottom|left))?$/u,
      (value, tag) => !isCell(tag) && !['table', 'tr'].includes(tag) && !/^0|none/u.test(value),
    ),
  },
  {
    what: 'a border wider than 8 px is cut',
    breaks: having(
      /^border(-(top|right|bottom|left))?$/u,
      (value) => Number.parseFloat(/^(\d+)px/u.exec(value)?.[1] ?? '0') > 8,
    ),
  },
  { what: 'a negative margin is dropped', breaks: having(/^margin/u, (value) => value.includes('-')) },
  {
    what: 'a unit that it does not know',
    breaks: having(/./u, (value) => /\d(rem|vw|vh|ch|fr)\b/u.test(value)),
  },
  {
    what: 'a weight that it takes for normal or bold',
    breaks: having(/^font-weight$/u, (value) => /^\d/u.test(value) && !['400', '700'].includes(value)),
  },
  {
    what: 'a background that is more than a colour',
    breaks: having(/^background(-image)?$/u, (value) => /url|gradient/u.test(value)),
  },
  {
    what: 'a layout that it does not know',
    breaks: having(
      /^(display|float|position)$/u,
      (value) => !['none', 'block', 'inline-block'].includes(value),
    ),
  },
  {
    what: 'a size of its own outside a table',
    // An inline block stands in a cell that only Word sees, and fills it there.
    breaks: (tag, declarations) =>
      !isCell(tag) &&
      !['table', 'img'].includes(tag) &&
      declarations.get('display') !== 'inline-block' &&
      (declarations.has('width') || declarations.has('height')),
  },
];

/** What of a page Outlook for Windows would draw wrong, one line per fault. */
export const wordFaults = (html: string): readonly string[] =>
  parseHtml(html).flatMap((element) => {
    const declarations = declarationsOf(element);
    return rules
      .filter(({ breaks }) => breaks(element.tag, declarations))
      .map(({ what }) => `${what}: <${element.tag} style="${element.attributes.get('style')}">`);
  });
