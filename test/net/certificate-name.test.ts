import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dialledOrLocalName } from '../../src/net/certificate-name.ts';

const legacyOf = (path: string) =>
  new X509Certificate(readFileSync(new URL(`../../${path}`, import.meta.url))).toLegacyObject();

/** A certificate with other names. */
const named = (commonName: string, subjectaltname?: string) => {
  const { subjectaltname: _, ...certificate } = legacyOf('demo/loopback-cert.pem');
  const subject = { ...certificate.subject, CN: commonName };
  return { ...certificate, subject, ...(subjectaltname !== undefined && { subjectaltname }) };
};

/** What the check says, and what it tells about names. */
const check = (host: string, certificate: ReturnType<typeof legacyOf>) => {
  const told: [dialled: string, accepted: string][] = [];
  const error = dialledOrLocalName((...names) => told.push(names))(host, certificate);
  return { error, told };
};

describe('a certificate of the private CA, dialled by address,', () => {
  test.each([
    ['a local name', named('x', 'DNS:unifi.local')],
    ['several local names', named('x', 'DNS:unifi, DNS:gateway.lan, DNS:unifi.home.arpa, DNS:UDM.Internal')],
    ['a common name of one word', named('UniFi')],
    ['the dialled address', named('x', 'DNS:console.example.com, IP Address:192.168.1.1')],
  ])('is let in for %s', (_, certificate) => {
    expect(check('192.168.1.1', certificate).error).toBeUndefined();
  });

  test('is said to be for its own names', () => {
    const certificate = named('x', 'DNS:unifi.local, DNS:gateway.lan');
    expect(check('192.168.1.1', certificate).told).toEqual([['192.168.1.1', 'unifi.local, gateway.lan']]);
  });

  test.each([
    ['a public name', named('unifi.local', 'DNS:console.example.com')],
    ['a public name among local ones', named('unifi.local', 'DNS:unifi.local, DNS:console.example.com')],
    ['a wildcard', named('unifi.local', 'DNS:*.local')],
    ['a local name in disguise', named('x', 'DNS:"unifi.local, DNS:evil.example"')],
    ['a public common name', named('console.example.com')],
    ['no name at all', named('')],
  ])('is refused for %s', (_, certificate) => {
    expect(check('192.168.1.1', certificate)).toMatchObject({
      error: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      told: [],
    });
  });
});

test('a certificate for the dialled name is let in, public or not, and there is nothing to tell', () => {
  const certificate = legacyOf('test/fixtures/tls/public-name-cert.pem');
  expect(check('console.example.com', certificate)).toEqual({ error: undefined, told: [] });
});
