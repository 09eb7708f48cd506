import { describe, expect, test } from 'vitest';
import { pingAddressesOf } from '../../src/deliver/ping-addresses.ts';

describe('the addresses of a ping', () => {
  test.each([
    ['https://hc-ping.com/uuid', '/uuid/start', '/uuid', '/uuid/fail'],
    ['https://hc.example/ping/key/slug', '/ping/key/slug/start', '/ping/key/slug', '/ping/key/slug/fail'],
    ['https://hc-ping.com/uuid/', '/uuid/start', '/uuid/', '/uuid/fail'],
    ['https://beat.example', '/start', '/', '/fail'],
  ])('of %s are made by what is put behind it', (url, start, success, failure) => {
    expect(pingAddressesOf(url)).toEqual({
      start: { path: start, query: {} },
      success: { path: success, query: {} },
      failure: { path: failure, query: {} },
    });
  });

  test('keep a query behind what was put in', () => {
    expect(pingAddressesOf('https://beat.example/b?token=t&rid=1').failure).toEqual({
      path: '/b/fail',
      query: { token: 't', rid: '1' },
    });
  });

  test('of an Uptime Kuma push monitor differ in their query alone, and have no beginning', () => {
    const url = 'https://kuma.example/api/push/token?status=up&msg=OK&ping=';

    expect(pingAddressesOf(url)).toEqual({
      success: { path: '/api/push/token', query: { status: 'up', msg: 'OK', ping: '' } },
      failure: { path: '/api/push/token', query: { status: 'down', msg: 'the report failed', ping: '' } },
    });
  });
});
