import { json, type ReceivedRequest, type Reply } from '../http/reply.ts';

/** Always there since 2025 (Cloudflare API reference §1). */
const rateLimitHeaders = {
  ratelimit: '"default";r=1180;t=240',
  'ratelimit-policy': '"default";q=1200;w=300',
};

export const success = (result: unknown, resultInfo?: Readonly<Record<string, number>>): Reply =>
  json(
    200,
    { result, success: true, errors: [], messages: [], ...(resultInfo && { result_info: resultInfo }) },
    rateLimitHeaders,
  );

interface Failure {
  readonly code: number;
  readonly message: string;
  /** Only on 403: the page that lists the permissions. */
  readonly documentation_url?: string;
  readonly error_chain?: readonly { readonly code: number; readonly message: string }[];
}

export const failure = (status: number, error: Failure): Reply =>
  json(status, { result: null, success: false, errors: [error], messages: [] }, rateLimitHeaders);

/** The token lacks the permission (Cloudflare API reference §1, code 10000). */
export const forbidden = (): Reply =>
  failure(403, {
    code: 10_000,
    message: 'Authentication error',
    documentation_url: 'https://developers.cloudflare.com/fundamentals/api/reference/permissions/',
  });

export const noRoute = (path: string): Reply =>
  failure(404, {
    code: 7003,
    message: `Could not route to ${path}, perhaps your object identifier is invalid?`,
  });

/** One page, counted from 1; a page size outside the endpoint's bounds is refused. */
export const paged = (
  request: ReceivedRequest,
  rows: readonly unknown[],
  [min, max]: readonly [number, number],
): Reply => {
  const whole = (name: string, otherwise: number): number => Number(request.query.get(name) ?? otherwise);
  const page = whole('page', 1);
  const perPage = whole('per_page', 20);
  if (!(Number.isInteger(page) && page >= 1)) return failure(400, { code: 1003, message: 'Invalid page.' });
  if (!(Number.isInteger(perPage) && perPage >= min && perPage <= max))
    return failure(400, { code: 1004, message: `Invalid per_page: between ${min} and ${max}.` });
  const part = rows.slice((page - 1) * perPage, page * perPage);
  return success(part, {
    page,
    per_page: perPage,
    count: part.length,
    total_count: rows.length,
    total_pages: Math.ceil(rows.length / perPage),
  });
};
