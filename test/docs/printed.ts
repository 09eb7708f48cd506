import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sourceFiles } from '../helpers/source-files.ts';
import { variableNames } from './variables.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a quoted sentence says instead of what differs from case to case. */
const gap = '…';

// Comments, strings, templates (with templates inside) and regular expressions, as in test/helpers/source-files.ts.
const token =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$\{(?:[^{}`]|\{[^{}]*\}|`(?:\\.|\$\{[^{}]*\}|[^`\\$]|\$(?!\{))*`)*\}|[^`\\$]|\$(?!\{))*`|(?<=(?:[=(,:;!&|?[{}>]|return)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

const expression = /\$\{((?:[^{}`]|\{[^{}]*\}|`(?:\\.|\$\{[^{}]*\}|[^`\\$]|\$(?!\{))*`)*)\}/g;

/** The texts in a piece of code as they are written down: strings, and templates without their expressions. */
export const textsIn = (code: string): readonly string[] =>
  [...code.matchAll(token)].flatMap(([found]) => {
    if (/^['"]/.test(found)) return [unescaped(found.slice(1, -1))];
    if (!found.startsWith('`')) return [];
    const inner = [...found.matchAll(expression)].flatMap(([, code = '']) => textsIn(code));
    return [...found.slice(1, -1).replaceAll(expression, '\0').split('\0').map(unescaped), ...inner];
  });

/** Quotes that belong to no text: there are none where the code was understood. */
export const strayQuotesIn = (code: string): readonly string[] =>
  code.replaceAll(token, ' ').match(/.*['"`].*/g) ?? [];

const unescaped = (text: string): string => text.replaceAll(/\\[nrt]/g, ' ').replaceAll(/\\(.)/g, '$1');

/** The code that can print something to a person: everything but the servers of the demo. */
export const printingCode = (): readonly string[] => [
  ...sourceFiles('src')
    .filter(({ path }) => !path.startsWith('demo/'))
    .map(({ path }) => readFileSync(`${root}src/${path}`, 'utf8')),
  readFileSync(`${root}bin/unifi-report.js`, 'utf8'),
];

const lead = /^[\s\p{P}\p{S}]*/u;
const trail = /[\s\p{P}\p{S}]*$/u;

const bare = (text: string): string => text.replaceAll(/\s+/g, ' ').replace(lead, '').replace(trail, '');

/** Single words are names, numbers and beginnings: any other sentence could be put together from small words. */
const isTelling = (text: string): boolean => text.includes(' ') || /^[A-Z0-9]/.test(text);

/**
 * Answers whether the program can print a sentence: what stands between two gaps has to be a chain of its texts, each of
 * them whole, with nothing but blanks and punctuation between them.
 */
export const createPrinted = (texts: readonly string[]): ((sentence: string) => boolean) => {
  const parts = [...texts, ...variableNames].flatMap((text) => text.split(gap)).map(bare);
  const byFirstLetter = Map.groupBy(new Set(parts.filter(isTelling)), ([letter]) => letter);

  const isChain = (rest: string): boolean => {
    const text = rest.replace(lead, '');
    if (text === '') return true;
    return (byFirstLetter.get(text[0]) ?? []).some(
      (part) => text.startsWith(part) && endsThere(text, part.length) && isChain(text.slice(part.length)),
    );
  };
  return (sentence) => sentence.split(gap).every((between) => isChain(between.replaceAll(/\s+/g, ' ')));
};

const endsThere = (text: string, length: number): boolean => !/^[\p{L}\p{N}_]/u.test(text.slice(length));
