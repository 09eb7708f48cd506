import { CertificateError } from './certificate-error.ts';
import { SourceError } from './errors.ts';

/** Codes of Node and OpenSSL, in words. Each is followed or preceded by the host. */
const notConnected = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'name not found'],
  ['EAI_AGAIN', 'the name could not be looked up'],
  ['EHOSTUNREACH', 'no route to this address'],
  ['ENETUNREACH', 'no route to this network'],
  ['EHOSTDOWN', 'the host is down'],
  ['EACCES', 'not permitted by this system'],
  ['EPERM', 'not permitted by this system'],
  ['ETIMEDOUT', 'no answer from this address'],
]);

const unvouched = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is self-signed and not trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'was signed by an authority that is not trusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'was signed by an unknown authority'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'was signed by an unknown authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'was signed by an unknown authority'],
  ['CERT_UNTRUSTED', 'was signed by an authority that is not trusted'],
]);

const invalid = new Map([
  ['CERT_HAS_EXPIRED', 'has expired'],
  ['CERT_NOT_YET_VALID', 'is not valid yet (is the clock right?)'],
  ['CERT_REVOKED', 'was revoked'],
  ['CERT_SIGNATURE_FAILURE', 'has a broken signature'],
  ['INVALID_CA', 'was signed by something that is not an authority'],
  ['INVALID_PURPOSE', 'is not meant for a server'],
  ['HOSTNAME_MISMATCH', 'is for another name'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another name'],
]);

/** What a server that speaks without TLS looks like to one that does. */
const wrongVersion = 'ERR_SSL_WRONG_VERSION_NUMBER';
const broken = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * Turns what a connection can throw into a SourceError (codes: Node `errors`, llhttp `HPE_*`, OpenSSL `X509_V_ERR_*`). The error of the socket is somewhere down the `cause` chain, or inside an AggregateError when several
 * addresses were tried. The original is not attached: parsers keep what they could not read in their errors.
 */
export function connectionError(thrown: unknown, host: string): SourceError {
  const chain = unfold(thrown);
  const known = chain.find((error) => error instanceof SourceError);
  if (known !== undefined) return known;
  for (const code of chain.flatMap(codeOf)) {
    const error = fromCode(code, host);
    if (error !== undefined) return error;
  }
  // Only what the system refused has one.
  if (chain.some((error) => error instanceof Error && 'syscall' in error))
    return network(`the connection to ${host} failed`);
  const type = thrown instanceof Error ? thrown.name : typeof thrown;
  return new SourceError('unexpected', `the request to ${host} could not be made (${type})`);
}

function fromCode(code: string, host: string): SourceError | undefined {
  const unreached = notConnected.get(code);
  if (unreached !== undefined) return network(`could not connect to ${host}: ${unreached}`);
  if (broken.has(code)) return network(`the connection to ${host} broke before the answer was complete`);
  if (code === 'HPE_HEADER_OVERFLOW') return new SourceError('too_large', 'answered with oversized headers');
  return fromTlsCode(code, host) ?? fromProtocolCode(code);
}

function fromTlsCode(code: string, host: string): SourceError | undefined {
  const certificate = fromCertificateCode(code, host);
  if (certificate !== undefined) return certificate;
  if (code === wrongVersion || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return new SourceError('tls', `${host} does not speak TLS on this port`);
  }
  if (/^(ERR_SSL_|ERR_TLS_|CERT_|EPROTO$)/.test(code)) {
    return new SourceError('tls', `no secure connection to ${host} could be agreed on`);
  }
  return undefined;
}

function fromCertificateCode(code: string, host: string): CertificateError | undefined {
  const reason = unvouched.get(code) ?? invalid.get(code);
  if (reason === undefined) return undefined;
  const kind = unvouched.has(code) ? 'unknown_authority' : 'invalid';
  return new CertificateError(`the certificate of ${host} ${reason}`, { kind });
}

function fromProtocolCode(code: string): SourceError | undefined {
  if (/^HPE_/.test(code))
    return new SourceError('invalid_response', 'answered with something that is not HTTP');
  // gzip and deflate, zstd, Brotli.
  if (/^(Z_|ZSTD_|ERR__)/.test(code)) {
    return new SourceError('invalid_response', 'answered with data that could not be decompressed');
  }
  return undefined;
}

const network = (message: string): SourceError => new SourceError('network', message, { retryable: true });

/** The error, its causes and their parts, outermost first. Causes may be circular. */
function unfold(thrown: unknown): readonly unknown[] {
  const seen = new Set<unknown>([thrown]);
  for (const error of seen) {
    if (!(error instanceof Error)) continue;
    if (error.cause !== undefined) seen.add(error.cause);
    if (error instanceof AggregateError) for (const part of error.errors) seen.add(part);
  }
  return [...seen];
}

function codeOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  // OpenSSL's complaint comes as a failed write when the other side answers before the handshake is out.
  return code === 'EPROTO' && error.message.includes('wrong version number') ? [wrongVersion] : [code];
}
