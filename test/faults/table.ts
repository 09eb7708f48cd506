import type { Cell, Outcome } from './cell.ts';

/** Cells for which the same is demanded; one table of docs/faults.md. */
export interface FaultTable {
  readonly heading: string;
  /** What holds for each of its lines, for the reader of the page. */
  readonly introduction: string;
  readonly cells: readonly (Cell & { readonly label: string })[];
  /** @param healthy the report of the same moment when nothing was wrong */
  expectRight(cell: Cell, outcome: Outcome, healthy: Outcome): void;
  /** What the page quotes of the mail. */
  sentenceOf(cell: Cell, outcome: Outcome, healthy: Outcome): string;
}

/** Long enough for the answers that do come on a busy machine, short enough to wait for. */
export const budgetForParts = 8_000;
export const nothingLost = 'nothing is missing';
