import type { YamlProblem } from '../yaml.ts';
import { type Document, memberOf, type Path } from './document.ts';

/** What is wrong at one place of the file; the message completes a sentence that the place's name begins. */
export interface PlacedProblem {
  readonly path: Path;
  readonly message: string;
}

/** `nas: operations.host.path: must begin with /`. */
export const placed = ({ path, message }: PlacedProblem, document: Document): YamlProblem => {
  const [root, index, ...inside] = path;
  const line = document.lineAt(path);
  if (root !== 'integrations' || index === undefined) return { line, message: `${String(root)}: ${message}` };
  const place = inside.length === 0 ? '' : `${inside.filter((step) => typeof step === 'string').join('.')}: `;
  return { line, message: `${entryName(document, Number(index))}: ${place}${message}` };
};

const entryName = ({ value }: Document, index: number): string => {
  const list = memberOf(value, 'integrations');
  const id = Array.isArray(list) ? memberOf(list[index], 'id') : undefined;
  return typeof id === 'string' && /^[\w-]{1,40}$/.test(id) ? id : `entry ${index + 1}`;
};
