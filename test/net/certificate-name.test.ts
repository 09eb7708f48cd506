import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkDialledOrLocalName } from '../../src/net/certificate-name.ts';

const legacyOf = (path: string) =>
  new X509Certificate(readFileSync(new URL(`../../${path}`, import.meta.url))).toLegacyObject();

/** A certificate with other names. */
const named = (commonName: string, subjectaltname?: string) => {
  const { subjectaltname: _, ...certificate } = legacyOf('demo/loopback-cert.pem');
  const subject = { ...certificate.subject, CN: commonName };
  return { ...certificate, subject, ...(subjectaltname !== undefined && { subjectaltname }) };
};

describe('a certificate of the private CA, dialled by address,', () => {
  test.each([
    ['a local name', named('x', 'DNS:unifi.local')],
    ['several local names', named('x', 'DNS:unifi, DNS:gateway.lan, DNS:unifi.home.arpa, DNS:UDM.Internal')],
    ['a common name of one word', named('UniFi')],
    ['the dialled address', named('x', 'DNS:console.example.com, IP Address:192.168.1.1')],
  ])('is let in for %s', (_, certificate) => {
    expect(checkDialledOrLocalName('192.168.1.1', certificate)).toBeUndefined();
  });

  test.each([
    ['a public name', named('unifi.local', 'DNS:console.example.com')],
    ['a public name among local ones', named('unifi.local', 'DNS:unifi.local, DNS:console.example.com')],
    ['a wildcard', named('unifi.local', 'DNS:*.local')],
    ['a local name in disguise', named('x', 'DNS:"unifi.local, DNS:evil.example"')],
    ['a public common name', named('console.example.com')],
    ['no name at all', named('')],
  ])('is refused for %s', (_, certificate) => {
    expect(checkDialledOrLocalName('192.168.1.1', certificate)).toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });
});

test('a certificate for the dialled name is let in, public or not', () => {
  const certificate = legacyOf('test/fixtures/tls/public-name-cert.pem');
  expect(checkDialledOrLocalName('console.example.com', certificate)).toBeUndefined();
});
