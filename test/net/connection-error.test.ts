import { describe, expect, test } from 'vitest';
import { connectionError } from '../../src/net/connection-error.ts';
import { SourceError } from '../../src/net/errors.ts';

const withCode = (code: string, message = 'secret') => Object.assign(new Error(message), { code });
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });
const classify = (thrown: unknown) => connectionError(thrown, 'console.example:443');

describe('the error of a connection', () => {
  const cases: readonly [string, string, boolean, string][] = [
    ['ECONNREFUSED', 'network', true, 'could not connect to console.example:443: connection refused'],
    ['ENOTFOUND', 'network', true, 'could not connect to console.example:443: name not found'],
    [
      'EAI_AGAIN',
      'network',
      true,
      'could not connect to console.example:443: the name could not be looked up',
    ],
    ['EHOSTUNREACH', 'network', true, 'could not connect to console.example:443: no route to this address'],
    [
      'UND_ERR_CONNECT_TIMEOUT',
      'network',
      true,
      'could not connect to console.example:443: no answer from this address',
    ],
    [
      'ECONNRESET',
      'network',
      true,
      'the connection to console.example:443 broke before the answer was complete',
    ],
    [
      'UND_ERR_SOCKET',
      'network',
      true,
      'the connection to console.example:443 broke before the answer was complete',
    ],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', true, 'console.example:443 stopped answering'],
    ['UND_ERR_HEADERS_OVERFLOW', 'too_large', false, 'answered with oversized headers'],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'tls',
      false,
      'the certificate of console.example:443 is self-signed and not trusted',
    ],
    ['CERT_HAS_EXPIRED', 'tls', false, 'the certificate of console.example:443 has expired'],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'tls',
      false,
      'the certificate of console.example:443 is for another name',
    ],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false, 'console.example:443 does not speak TLS on this port'],
    [
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'tls',
      false,
      'no secure connection to console.example:443 could be agreed on',
    ],
    ['HPE_INVALID_CONSTANT', 'invalid_response', false, 'answered with something that is not HTTP'],
    ['Z_DATA_ERROR', 'invalid_response', false, 'answered with data that could not be decompressed'],
  ];
  test.each(cases)('%s is %s, retryable: %j', (code, expectedCode, retryable, message) => {
    const error = classify(fetchFailed(withCode(code)));
    expect(error).toMatchObject({ code: expectedCode, retryable, message });
    expect(error.cause).toBeUndefined();
  });

  test('is found however deep it lies', () => {
    const deep = new Error('ky', {
      cause: fetchFailed(new Error('wrapped', { cause: withCode('ECONNREFUSED') })),
    });
    expect(classify(deep)).toMatchObject({ code: 'network' });
  });

  test('is found among those of several addresses', () => {
    const several = new AggregateError([withCode('SOMETHING_NEW'), withCode('EHOSTUNREACH')]);
    expect(classify(fetchFailed(several))).toMatchObject({ message: expect.stringContaining('no route') });
  });

  test('is passed on as it is when it is one of ours', () => {
    const ours = new SourceError('tls', 'not the pinned one');
    expect(classify(fetchFailed(ours))).toBe(ours);
  });

  test('with an unknown code is still a failed connection when fetch says so', () => {
    expect(classify(fetchFailed(withCode('E_TOMORROW')))).toMatchObject({
      code: 'network',
      retryable: true,
      message: 'the connection to console.example:443 failed',
    });
  });

  test.each([
    ['a bug', new RangeError('secret'), 'RangeError'],
    ['a string', 'secret', 'string'],
    ['a fetch error that is none', new TypeError('fetch failed because of a secret'), 'TypeError'],
  ])('is unexpected for %s, and does not repeat its words', (_, thrown, type) => {
    expect(classify(thrown)).toMatchObject({
      code: 'unexpected',
      retryable: false,
      message: `the request to console.example:443 could not be made (${type})`,
    });
  });

  test('does not loop over causes that go round in a circle', () => {
    const one = new Error('one');
    one.cause = new Error('two', { cause: one });
    expect(classify(one)).toMatchObject({ code: 'unexpected' });
  });
});
