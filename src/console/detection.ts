import type { Part } from './part.ts';

export interface Detection {
  readonly atMs: number;
  /** `unknown` where the surface does not tell. */
  readonly action: 'blocked' | 'detected' | 'unknown';
  /** How many hits the row stands for; at least 1. */
  readonly count: number;
  readonly signature?: string;
  readonly signatureId?: number;
  readonly category?: string;
  readonly risk?: string;
  readonly direction?: string;
  readonly sourceIp?: string;
  readonly sourceName?: string;
  readonly sourceCountry?: string;
  readonly targetIp?: string;
  readonly targetName?: string;
  readonly targetPort?: number;
  /** The flow log's `enhanced_detection` flag. */
  readonly enhanced?: boolean;
}

export interface Detections {
  /** Which surface answered; two of them are never added up. */
  readonly source: 'traffic-flows' | 'ips-event' | 'system-log';
  readonly rows: readonly Detection[];
  /** The period has more of them, older than those read. */
  readonly isCut?: true;
}

export type DetectionsPart = Part<Detections>;

/** What one surface has of the period, with what has to be said about it. */
export interface FoundDetections {
  readonly rows: readonly Detection[];
  /** As in `Detections`. */
  readonly isCut?: true;
  readonly notes: readonly string[];
}

/** Words differ between versions (`allowed`, `ALLOW`, `blocked`, `BLOCK`): the beginning counts (UniFi API reference §5.3). */
export function actionOf(word: string | undefined): Detection['action'] {
  if (/^(block|drop|reject)/i.test(word ?? '')) return 'blocked';
  return /^(allow|alert|detect|pass)/i.test(word ?? '') ? 'detected' : 'unknown';
}
