import { jsonBody, type WriteBody } from './body.ts';
import { type Digest, fitLines } from './digest.ts';

/** Apprise itself cuts to what each service takes. */
const mostCharacters = 4_000;

const types = {
  critical: 'failure',
  warning: 'warning',
  notice: 'info',
  clear: 'success',
} as const satisfies Record<Digest['severity'], string>;

/** A notification through an Apprise API, `/notify/KEY` (github.com/caronc/apprise-api). */
export const writeApprise: WriteBody = ({ digest: { title, severity, lines } }) =>
  jsonBody({ title, body: fitLines(lines, mostCharacters), type: types[severity], format: 'text' });
