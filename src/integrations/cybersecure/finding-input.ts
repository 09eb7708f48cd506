import type { Detection } from '../../console/detections.ts';
import type { ConsolePlace } from '../../report/section.ts';
import type { ProtectionState } from './state.ts';

/** What the rules of this integration may know. */
export interface FindingInput {
  readonly state: ProtectionState;
  /** Absent where they could not be read. */
  readonly rows?: readonly Detection[];
  readonly place: ConsolePlace;
  /** By the console's clock. */
  readonly nowMs: number;
}
