import { readText } from '../../console/fields.ts';
import type { Deadline } from '../../net/guard.ts';
import type { CloudflareClient } from './client.ts';
import { type Rows, readPages } from './pages.ts';
import { pathSegment } from './path-segment.ts';
import { permissions } from './permissions.ts';
import { type CertificatePackRow, certificatePackRow } from './rest-schema.ts';

/** One edge certificate in the one or several forms (RSA, ECDSA) that Cloudflare keeps of it. */
export interface CertificatePack {
  /** Cloudflare's word in lower case; absent when not told. */
  readonly status?: string;
  /** The owner brought it and has to renew it; all others are renewed by Cloudflare. */
  readonly isCustom: boolean;
  /** Lower case. */
  readonly hosts: readonly string[];
  /** When the first of its certificates expires. */
  readonly expiresAtMs?: number;
  readonly validityDays?: number;
  /** Why it cannot be issued, in Cloudflare's words. */
  readonly hasValidationErrors: boolean;
}

const perPage = 50;
const mostPages = 2;

/** All certificate packs of a zone, those included that are not in use (Cloudflare API reference §3). */
export async function readCertificates(
  client: CloudflareClient,
  zoneId: string,
  deadline: Deadline,
): Promise<Rows<CertificatePack>> {
  const found = await readPages({
    schema: certificatePackRow,
    perPage,
    mostPages,
    readPage: (page) =>
      client.rest(
        {
          operation: 'list certificates',
          permission: permissions.certificates,
          path: `/zones/${pathSegment(zoneId)}/ssl/certificate_packs`,
          query: { status: 'all', per_page: perPage, page },
        },
        deadline,
      ),
  });
  return { ...found, rows: found.rows.map(toPack) };
}

function toPack(row: CertificatePackRow): CertificatePack {
  const { status, type = '', hosts, certificates = [], validity_days: validityDays } = row;
  const { validation_errors: validationErrors = [] } = row;
  const expiries = certificates
    .filter((certificate) => certificate.status === undefined || certificate.status === 'active')
    .flatMap(({ expires_on }) => expires_on ?? []);
  return {
    ...(status !== undefined && { status: status.toLowerCase() }),
    isCustom: /custom|keyless/i.test(type),
    hosts: (Array.isArray(hosts) ? hosts : []).flatMap((host) => readText(host)?.toLowerCase() ?? []),
    ...(expiries.length > 0 && { expiresAtMs: Math.min(...expiries) }),
    ...(validityDays !== undefined && validityDays > 0 && { validityDays }),
    hasValidationErrors: validationErrors.length > 0,
  };
}
