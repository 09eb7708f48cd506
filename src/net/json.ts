import { SourceError } from './errors.ts';

/**
 * Far more than an answer of the longest allowed length holds: recorded ones have a value per 13 to 20 letters. As many
 * tiny ones as fit into it would take a hundred times the room of the text.
 */
const mostValues = 2_000_000;

/**
 * Parses the body of a complete answer.
 * @throws SourceError `invalid_response`, which says what it is instead, or `too_large` for a flood of tiny values
 */
export function parseJson(text: string): unknown {
  if (text.length > mostValues && isFlood(text))
    throw new SourceError('too_large', 'answered with millions of values');
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError('invalid_response', `answered with ${kindOf(text.trimStart())}`);
  }
}

function kindOf(text: string): string {
  if (text === '') return 'nothing';
  return text.startsWith('<') ? 'a web page instead of data' : 'broken JSON';
}

/**
 * Each value follows one of these marks; those inside texts are counted too, which does not matter. They are found by the
 * platform: going from letter to letter takes three times as long, in a text that lies outside the heap ten times.
 */
const marks = [',', '[', '{'] as const;

function isFlood(text: string): boolean {
  let values = 0;
  for (const mark of marks) {
    for (let at = text.indexOf(mark); at >= 0 && values <= mostValues; at = text.indexOf(mark, at + 1)) {
      values += 1;
    }
  }
  return values > mostValues;
}
