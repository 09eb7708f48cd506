import { describe, expect, test } from 'vitest';
import { connectionError } from '../../src/net/connection-error.ts';
import { SourceError } from '../../src/net/errors.ts';

const withCode = (code: string, message = 'secret') => Object.assign(new Error(message), { code });
const failed = (cause: unknown) => new Error('failed', { cause });
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
    ['ETIMEDOUT', 'network', true, 'could not connect to console.example:443: no answer from this address'],
    [
      'ECONNRESET',
      'network',
      true,
      'the connection to console.example:443 broke before the answer was complete',
    ],
    [
      'ERR_STREAM_PREMATURE_CLOSE',
      'network',
      true,
      'the connection to console.example:443 broke before the answer was complete',
    ],
    ['HPE_HEADER_OVERFLOW', 'too_large', false, 'answered with oversized headers'],
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
    [
      'ZSTD_error_prefix_unknown',
      'invalid_response',
      false,
      'answered with data that could not be decompressed',
    ],
    [
      'ERR__ERROR_FORMAT_HUFFMAN_SPACE',
      'invalid_response',
      false,
      'answered with data that could not be decompressed',
    ],
  ];
  test.each(cases)('%s is %s, retryable: %j', (code, expectedCode, retryable, message) => {
    const error = classify(failed(withCode(code)));
    expect(error).toMatchObject({ code: expectedCode, retryable, message });
    expect(error.cause).toBeUndefined();
  });

  test('is found however deep it lies', () => {
    const deep = new Error('outermost', {
      cause: failed(new Error('wrapped', { cause: withCode('ECONNREFUSED') })),
    });
    expect(classify(deep)).toMatchObject({ code: 'network' });
  });

  test('is found among those of several addresses', () => {
    const several = new AggregateError([withCode('SOMETHING_NEW'), withCode('EHOSTUNREACH')]);
    expect(classify(failed(several))).toMatchObject({ message: expect.stringContaining('no route') });
  });

  test('is passed on as it is when it is one of ours', () => {
    const ours = new SourceError('tls', 'not the pinned one');
    expect(classify(failed(ours))).toBe(ours);
  });

  test('with an unknown code is still a failed connection when the system refused it', () => {
    expect(classify(failed(Object.assign(withCode('E_TOMORROW'), { syscall: 'read' })))).toMatchObject({
      code: 'network',
      retryable: true,
      message: 'the connection to console.example:443 failed',
    });
  });

  test.each([
    ['a bug', new RangeError('secret'), 'RangeError'],
    ['a string', 'secret', 'string'],
    ['an error of Node that is none of a connection', withCode('ERR_OF_TOMORROW'), 'Error'],
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
