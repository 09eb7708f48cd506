import { SourceError } from './errors.ts';

/** Parses the body of a complete answer. @throws SourceError `invalid_response`, which says what it is instead */
export function parseJson(text: string): unknown {
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
