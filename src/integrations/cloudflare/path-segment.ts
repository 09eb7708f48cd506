import { SourceError } from '../../net/errors.ts';

/**
 * An id from an answer as one segment of a path: 32 hex digits or a UUID, as Cloudflare writes them, and nothing that
 * could lead to another path. @throws SourceError `invalid_response`
 */
export function pathSegment(id: string): string {
  if (/^[\w-][\w.-]*$/.test(id)) return id;
  throw new SourceError('invalid_response', 'answered with an id that cannot be one');
}
