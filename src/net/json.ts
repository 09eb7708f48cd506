import { SourceError } from './errors.ts';

/**
 * Far more than an answer of the longest allowed length holds: recorded ones have a value per 13 to 20 letters. As many
 * tiny ones as fit into it would take a hundred times the room of the text.
 */
const mostValues = 2_000_000;
/** A value and what parts it from the next one. */
const shortestValueLength = 2;

/**
 * Parses the body of a complete answer.
 * @throws SourceError `invalid_response`, which says what it is instead, or `too_large` for a flood of tiny values
 */
export function parseJson(text: string): unknown {
  if (text.length > shortestValueLength * mostValues && isFlood(text))
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

const [comma, listStart, objectStart] = [',', '[', '{'].map((mark) => mark.charCodeAt(0));

/** Each value follows one of these marks; those inside texts are counted too, which does not matter. */
function isFlood(text: string): boolean {
  let values = 0;
  for (let at = 0; at < text.length && values <= mostValues; at += 1) {
    const code = text.charCodeAt(at);
    if (code === comma || code === listStart || code === objectStart) values += 1;
  }
  return values > mostValues;
}
