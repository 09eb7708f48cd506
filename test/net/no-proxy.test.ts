import { describe, expect, test } from 'vitest';
import { isBypassed } from '../../src/net/no-proxy.ts';

const asks = (noProxy: string, hostname: string, port = 443) => isBypassed(noProxy, { hostname, port });

describe('NO_PROXY lists', () => {
  test.each([
    ['api.example.com', 'api.example.com'],
    ['example.com', 'api.example.com'],
    ['.example.com', 'api.example.com'],
    ['.example.com', 'example.com'],
    ['*.example.com', 'api.example.com'],
    ['EXAMPLE.com', 'api.Example.COM'],
    ['example.com.', 'example.com'],
    ['example.com', 'example.com.'],
    ['other.test, example.com', 'example.com'],
    ['other.test example.com', 'example.com'],
    ['*', 'example.com'],
    ['other.test,*', '10.1.2.3'],
    ['example.com:443', 'example.com'],
    ['*:443', 'example.com'],
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1:443', '127.0.0.1'],
    ['10.0.0.0/8', '10.255.0.1'],
    ['10.0.0.0/8:443', '10.255.0.1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['[::1]:443', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['fd00::/8', 'fd12::1'],
  ])('with %j the host %s', (noProxy, hostname) => {
    expect(asks(noProxy, hostname)).toBe(true);
  });
});

describe('NO_PROXY does not list', () => {
  test.each([
    ['', 'example.com'],
    [' , ', 'example.com'],
    ['.', 'example.com'],
    ['example.com', 'notexample.com'],
    ['example.com', 'example.com.evil.test'],
    ['api.example.com', 'example.com'],
    ['*.example.com', 'example.com'],
    ['example.com:8443', 'example.com'],
    ['*:80', 'example.com'],
    ['[::1]:80', '::1'],
    ['127.0.0.1', '127.0.0.11'],
    ['10.0.0.0/8', '11.0.0.1'],
    ['10.0.0.0/8', '::1'],
    ['10.0.0.0/99', '10.0.0.1'],
    ['10.0.0.0/x', '10.0.0.1'],
    ['0.0.1', '127.0.0.1'],
    ['localhost', '127.0.0.1'],
  ])('with %j the host %s', (noProxy, hostname) => {
    expect(asks(noProxy, hostname)).toBe(false);
  });
});
