import { CertificateError } from './net/certificate-error.ts';
import type { OnLocalName } from './net/certificate-name.ts';
import { connectionError } from './net/connection-error.ts';
import { readFingerprint } from './net/fingerprint.ts';
import type { Fetch } from './net/http.ts';
import { lazyFetch } from './net/lazy-fetch.ts';
import type { Log } from './net/log.ts';
import { createFetch, type TlsSettings } from './net/tls.ts';

interface ConsoleFetchDeps {
  readonly now: () => number;
  readonly log: Log;
  readonly onLocalName: OnLocalName;
}

/** Short, because it comes on top of a request that has failed already. */
const lookTimeoutMs = 3_000;
/** All requests of one report meet the same certificate; one line about it is enough. */
const oneLookPerMs = 60_000;

/**
 * The fetch for one console: directly, never through a proxy. When its certificate is refused, the log gets what a
 * person needs to decide about it: its SHA-256, the line that pins it, and the warning to compare it first. The error says
 * what to do and leaves the fingerprint to the log: the report is mailed, the log stays on the machine that trusts.
 * @param prefix what the variables begin with that `tls` was read from, e.g. `UNIFI`
 * @throws SourceError `tls` for a refused certificate; else as `createFetch` does
 */
export const createConsoleFetch = (tls: TlsSettings, prefix: string, deps: ConsoleFetchDeps): Fetch => {
  const fetch = lazyFetch(() => createFetch(tls, deps.onLocalName));
  let look: { readonly atMs: number; readonly wasShown: Promise<boolean> } | undefined;

  const lookOnce = (failure: CertificateError, url: URL): Promise<boolean> => {
    if (look === undefined || deps.now() - look.atMs > oneLookPerMs) {
      look = { atMs: deps.now(), wasShown: lookAndTell(failure, url, { tls, prefix, log: deps.log }) };
    }
    return look.wasShown;
  };

  return async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (error) {
      const target = new URL(url);
      const failure = connectionError(error, target.host);
      if (!(failure instanceof CertificateError)) throw error;
      throw withAdvice(failure, `${prefix}_TLS_FINGERPRINT`, await lookOnce(failure, target));
    }
  };
};

/** Says once per process and name that a private CA's certificate is accepted for its own name, not the dialled one. */
export const createNameLog = (log: Log): OnLocalName => {
  const told = new Set<string>();
  return (dialled, accepted) => {
    const both = `${dialled} ${accepted}`;
    if (told.has(both)) return;
    told.add(both);
    log.info(
      { event: 'certificate_name', dialled, accepted },
      'the certificate is for a local name of its own',
    );
  };
};

interface Refused {
  readonly tls: TlsSettings;
  readonly prefix: string;
  readonly log: Log;
}

/** Writes down what there is to know about a refused certificate; whether its SHA-256 is part of that. */
const lookAndTell = async (
  failure: CertificateError,
  url: URL,
  { tls, prefix, log }: Refused,
): Promise<boolean> => {
  const sha256 = await shownBy(failure, url);
  const fields = { event: 'certificate_untrusted', host: url.host, reason: failure.message };
  if (sha256 === undefined) {
    log.warn(
      fields,
      'the certificate of the console is not trusted, and it was not shown again; nothing was sent',
    );
    return false;
  }
  const line = `${prefix}_TLS_FINGERPRINT=${sha256}`;
  const warning =
    tls.mode === 'ca' ? `${compareFirst} It takes the place of ${prefix}_TLS_CA_FILE.` : compareFirst;
  log.warn(
    { ...fields, fingerprint: sha256, line, warning },
    'the certificate of the console is not trusted; nothing was sent',
  );
  return true;
};

const compareFirst =
  'Before you set this line, compare the SHA-256 with the one of the certificate that the console itself shows; if they differ, somebody between here and there could read the credentials.';

/** Undefined when the server does not show its certificate a second time. */
const shownBy = async ({ refusal }: CertificateError, url: URL): Promise<string | undefined> => {
  if (refusal.kind === 'not_pinned') return refusal.sha256;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return readFingerprint(host, Number(url.port || 443), lookTimeoutMs).catch(() => undefined);
};

const withAdvice = ({ message, refusal }: CertificateError, variable: string, wasShown: boolean) => {
  if (refusal.kind === 'not_pinned') {
    const sentence = `the console shows another certificate than the pinned one (${variable}); if it was reset or its certificate renewed, compare the SHA-256 in the log with the console's own, then set the new one`;
    return new CertificateError(sentence, refusal);
  }
  if (!wasShown) return new CertificateError(message, refusal);
  const advice = `to accept it, compare the SHA-256 in the log with the console's own and set ${variable}`;
  return new CertificateError(`${message}; ${advice}`, refusal);
};
