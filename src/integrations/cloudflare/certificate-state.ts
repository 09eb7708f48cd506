import type { CertificatePack } from './certificates.ts';
import { dayMs } from './windows.ts';

/** What is wrong with one certificate; `none`: the zone has no certificate at all. */
export interface CertificateProblem {
  readonly kind: 'expired' | 'expiring' | 'failing' | 'waiting' | 'none';
  /** Cloudflare's word, made readable: "validation timed out". */
  readonly state?: string;
  readonly expiresAtMs?: number;
  /** Another certificate that is well serves all its names. */
  readonly isCovered: boolean;
  readonly isCustom: boolean;
}

/** On their way out, or kept in reserve: nothing is served with them, and nothing needs to be done. */
const resting =
  /^(deleted|pending_deletion|deletion_timed_out|pending_cleanup|inactive|deactivating|backup_issued|holding_deployment|staging_.*)$/;

/**
 * Cloudflare renews what it issues in good time and by itself: only what is a week from its end (a seventh of a short
 * life) went wrong (Cloudflare API reference §3). What its owner brought he has to renew, so he hears of it earlier.
 */
function isExpiring({ expiresAtMs, validityDays = 90, isCustom }: CertificatePack, nowMs: number): boolean {
  if (expiresAtMs === undefined) return false;
  const renewedByDays = isCustom ? 30 : Math.min(7, validityDays / 7);
  return expiresAtMs - nowMs < renewedByDays * dayMs;
}

/** What is wrong with the certificates of one zone, worst first. */
export function certificateProblems(
  packs: readonly CertificatePack[],
  nowMs: number,
): readonly CertificateProblem[] {
  const inUse = packs.filter(({ status = 'active' }) => !resting.test(status));
  if (inUse.length === 0) return [{ kind: 'none', isCovered: false, isCustom: false }];

  const judged = inUse.map((pack) => ({ pack, problem: judge(pack, nowMs) }));
  const served = new Set(judged.filter(({ problem }) => !problem).flatMap(({ pack }) => pack.hosts));
  return judged
    .flatMap(({ pack, problem }) => {
      if (problem === undefined) return [];
      const isCovered = pack.hosts.length > 0 && pack.hosts.every((host) => served.has(host));
      const { isCustom, expiresAtMs } = pack;
      return [{ ...problem, isCovered, isCustom, ...(expiresAtMs !== undefined && { expiresAtMs }) }];
    })
    .filter(({ kind, isCovered }) => !(kind === 'expired' && isCovered))
    .toSorted((a, b) => worstFirst.indexOf(a.kind) - worstFirst.indexOf(b.kind));
}

const worstFirst: readonly CertificateProblem['kind'][] = [
  'expired',
  'failing',
  'expiring',
  'none',
  'waiting',
];

function judge(pack: CertificatePack, nowMs: number): Pick<CertificateProblem, 'kind' | 'state'> | undefined {
  const { status = 'active', expiresAtMs, hasValidationErrors } = pack;
  const state = status.replaceAll('_', ' ');
  if (status === 'expired' || (expiresAtMs !== undefined && expiresAtMs <= nowMs)) return { kind: 'expired' };
  if (status.endsWith('_timed_out')) return { kind: 'failing', state };
  if (hasValidationErrors) return { kind: 'failing', state: 'validation failed' };
  if (isExpiring(pack, nowMs)) return { kind: 'expiring' };
  return status === 'active' ? undefined : { kind: 'waiting', state };
}
