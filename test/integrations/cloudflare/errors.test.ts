import { describe, expect, test } from 'vitest';
import { apiError, translateError, WindowError } from '../../../src/integrations/cloudflare/errors.ts';
import { type Permission, permissions } from '../../../src/integrations/cloudflare/permissions.ts';
import { type Problem, problemOf } from '../../../src/integrations/cloudflare/problem.ts';
import { parseApiErrors } from '../../../src/integrations/cloudflare/schema.ts';
import { dayMs, hourMs } from '../../../src/integrations/cloudflare/windows.ts';
import { type FailureCode, isSourceError, SourceError } from '../../../src/net/errors.ts';
import { statusError } from '../../../src/net/status.ts';
import { fixture, fixtureText, graphqlErrors, refusal } from './fake-cloudflare.ts';

const { analytics, zones, tunnels } = permissions;
const problemOfText = (message: string): Problem => problemOf(parseApiErrors(graphqlErrors(message)));

/** Cloudflare API reference §2.5, row by row, and the further texts of the observed ones. */
const table: readonly (readonly [string, Problem])[] = [
  ['zones [<id>] are not authorized', 'permission'],
  ['not authorized for that account', 'permission'],
  ['Unauthorized to access requested resource', 'permission'],
  ['Authentication error', 'permission'],
  ["zone '<id>' does not have access to the path. Refer to https://developers.cloudflare.com/", 'plan'],
  ["zone '<id>' does not have access to the field 'wafattackscoreclass' from the path", 'field'],
  ['zone "<id>" cannot request a time range wider than 1d', 'too wide'],
  ['cannot request data older than 2678400s', 'too old'],
  ['query time range is too large', 'query'],
  ['limit must be positive', 'query'],
  ["number of fields can't be more than 30", 'query'],
  ['unknown field "httpRequests1yGroups"', 'query'],
  ['rate limiter budget depleted, try again after 5 minutes', 'throttled'],
  ['in combination, your request queries too many nodes, zones and accounts', 'throttled'],
  ['query consumed excessive resources, please try running smaller queries', 'throttled'],
  ['unable to execute query, please try again later', 'outage'],
  ['too many queries in progress, please try again later', 'outage'],
  ['Internal server error', 'outage'],
  ['Invalid access token', 'token'],
  ['Cannot use the access token from location: 192.0.2.1', 'token'],
  ['something new', 'unknown'],
];

describe('texts', () => {
  test.each(table)('"%s" is about: %s', (message, problem) => {
    expect(problemOfText(message)).toBe(problem);
    expect(problemOfText(message.toUpperCase())).toBe(problem);
  });

  test('every message that was observed is known', () => {
    const messages = fixture('observed/graphql.error-messages.observed.json');
    if (!Array.isArray(messages)) throw new Error('the fixture is no list');
    expect(messages).toHaveLength(17);
    expect(messages.filter((message) => problemOfText(message) === 'unknown')).toEqual([]);
  });

  test('those quoted in public issues are a permission and a plan', () => {
    const lines = fixtureText('github-issues/graphql.error.zone-not-authorized.message.txt')
      .trim()
      .split('\n');
    expect(lines.map(problemOfText)).toEqual(['permission', 'plan']);
  });

  test('a textual code tells as well', () => {
    expect(problemOf(parseApiErrors({ errors: [{ message: 'no', extensions: { code: 'authz' } }] }))).toBe(
      'permission',
    );
  });
});

/** Cloudflare API reference §1, row by row: what the code alone tells. */
const codes: readonly (readonly [string, readonly number[], Problem])[] = [
  ['a permission, or a bad token', [10000], 'permission'],
  ['a token that was sent as a key', [6003, 6103], 'token'],
  ['a malformed header', [6003, 6111], 'token'],
  ['no header at all', [9106], 'token'],
  ['no access to the resource', [9109], 'permission'],
  ['a malformed id in the path', [7003], 'address'],
  ['an endpoint that takes no tokens', [10405], 'token kind'],
  ['a time range wider than the plan', [1034], 'too wide'],
  ['the rate limit of one product', [971], 'throttled'],
  ['the rate limit of another', [10429], 'throttled'],
  ['a code that is not known', [4711], 'unknown'],
  ['none', [], 'unknown'],
];

describe('codes', () => {
  test.each(codes)('%s (%j)', (_case, [code, ...chain], problem) => {
    const error = { code, message: '…', error_chain: chain.map((link) => ({ code: link, message: '…' })) };
    expect(problemOf(parseApiErrors({ success: false, errors: [error] }))).toBe(problem);
  });

  test('a text that is known tells more than the code', () => {
    expect(problemOf(parseApiErrors(refusal(9109, 'Invalid access token')))).toBe('token');
  });

  test('an address nobody knows and an endpoint that takes no tokens are no matter of permission', () => {
    const meant = (code: number) => apiError(parseApiErrors(refusal(code, '…')), tunnels);
    expect(meant(7003)).toMatchObject({
      code: 'http_error',
      message: expect.stringContaining('CLOUDFLARE_ACCOUNT_ID'),
    });
    expect(meant(10405)).toMatchObject({ code: 'unsupported', message: 'does not answer API tokens' });
  });
});

describe('what a problem means', () => {
  const errorFor = (message: string, permission: Permission = analytics) =>
    apiError(parseApiErrors(graphqlErrors(message)), permission);

  test.each<readonly [string, FailureCode, RegExp, boolean]>([
    [
      'zones [x] are not authorized',
      'forbidden',
      /the token lacks Zone · Analytics · Read or does not include the zone/,
      false,
    ],
    ['zone does not have access to the path', 'unsupported', /not on this zone’s plan/, false],
    ['zone does not have access to the field', 'unsupported', /not on this zone’s plan/, false],
    ['cannot request a time range wider than 1d', 'unsupported', /plan does not reach/, false],
    ['cannot request data older than 4w', 'unsupported', /plan does not reach/, false],
    ['limit must be positive', 'http_error', /did not accept/, false],
    ['rate limiter budget depleted', 'rate_limited', /used up/, false],
    ['Internal server error', 'http_error', /unavailable/, true],
    ['Invalid access token', 'unauthorized', /mistyped, expired/, false],
    ['something new', 'http_error', /not known here/, false],
  ])('"%s" → %s', (message, code, words, retryable) => {
    const error = errorFor(message);
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toMatch(words);
  });

  test('each permission is named as the dashboard spells it', () => {
    expect(errorFor('Unauthorized', zones).message).toBe('the token lacks Zone · Zone · Read');
    expect(errorFor('Unauthorized', tunnels).message).toContain('Account · Cloudflare Tunnel · Read');
  });

  test('nothing that the server wrote reaches the reader', () => {
    expect(errorFor('<b>evil</b> not authorized canary').message).not.toMatch(/evil|canary/);
    expect(errorFor('evil canary').message).not.toMatch(/evil|canary/);
  });

  test.each([
    ['cannot request a time range wider than 52w1d1h', { maxDurationMs: 365 * dayMs + hourMs }],
    [
      'cannot request data older than 26w2d, but your query requests data from 28w4d6s ago',
      { notOlderThanMs: 184 * dayMs },
    ],
    ['cannot request data older than some time', {}],
  ])('"%s" tells the limit', (message, limits) => {
    const error = errorFor(message);
    if (!(error instanceof WindowError)) throw new Error('no WindowError');
    expect(error.limits).toEqual(limits);
  });
});

describe('the list of errors', () => {
  test.each([
    [{ errors: ['plain text'] }, [{ message: 'plain text', codes: [] }]],
    [{ errors: 'plain text' }, [{ message: 'plain text', codes: [] }]],
    [{ errors: [{ code: '10000', message: 'Forbidden' }] }, [{ message: 'Forbidden', codes: [10000] }]],
    [{ errors: { code: 9109, message: 'no' } }, [{ message: 'no', codes: [9109] }]],
    [{ errors: {} }, []],
    [{ errors: null }, []],
    [{ errors: [] }, []],
    [{ errors: [null, {}, 7] }, [{ message: '7', codes: [] }]],
    [{}, []],
    ['<html>', []],
    [null, []],
  ])('%j is understood', (body, errors) => {
    expect(parseApiErrors(body)).toEqual(errors);
  });

  test('a chain belongs to its error', () => {
    const name = 'rest.error.6003-6103.bearer-token-sent-as-x-auth-key.http400.json';
    const [error] = parseApiErrors(fixture(`github-issues/${name}`));
    expect(error?.codes).toEqual([6003, 6103]);
    expect(error?.message).toContain('X-Auth-Key');
  });
});

describe('refusals of the REST API', () => {
  const translated = (status: number, body: unknown, permission: Permission = zones) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const error = translateError(statusError({ status, headers: new Headers(), text }), permission);
    if (!isSourceError(error)) throw new Error('no SourceError');
    return error;
  };

  test.each<readonly [string, number, unknown, FailureCode]>([
    ['a contextual 403', 403, fixture('cloudflare-docs/rest.error.contextual-403.json'), 'forbidden'],
    ['403 with 10000', 403, refusal(10000, 'Authentication error'), 'forbidden'],
    ['403 with errors as strings', 403, { success: false, errors: ['no'] }, 'forbidden'],
    ['403 with errors as an object', 403, { success: false, errors: {} }, 'forbidden'],
    ['403 with no errors', 403, { success: false, errors: null }, 'forbidden'],
    ['403 with an invalid token', 403, refusal(9109, 'Invalid access token'), 'unauthorized'],
    ['400 with 9109', 400, refusal(9109, 'Unauthorized to access requested resource'), 'forbidden'],
    ['401', 401, refusal(10000, 'Authentication error'), 'unauthorized'],
    ['401 without a body', 401, '', 'unauthorized'],
    [
      '400 for a malformed header',
      400,
      fixture('github-issues/rest.error.6003-6103.bearer-token-sent-as-x-auth-key.http400.json'),
      'unauthorized',
    ],
    ['404', 404, refusal(7003, 'No route for the URI'), 'http_error'],
    ['a web page with 403', 403, '<html>blocked</html>', 'http_error'],
    [
      '405 with 10405',
      405,
      refusal(10405, 'Method not allowed for this authentication scheme'),
      'unsupported',
    ],
    ['an edge’s problem report', 403, { type: 'x', status: 403, error_code: 1020 }, 'http_error'],
  ])('%s', (_case, status, body, code) => {
    expect(translated(status, body).code).toBe(code);
  });

  test('a web page instead of an answer does not blame the token', () => {
    expect(translated(403, '<html>blocked</html>').message).not.toContain('token');
  });

  test('what may be asked again passes as it is', () => {
    const error = statusError({
      status: 429,
      headers: new Headers(),
      text: JSON.stringify(refusal(10000, 'x')),
    });
    expect(translateError(error, zones)).toBe(error);
    const network = new SourceError('network', 'gone', { retryable: true });
    expect(translateError(network, zones)).toBe(network);
    const bug = new TypeError('bug');
    expect(translateError(bug, zones)).toBe(bug);
  });
});
