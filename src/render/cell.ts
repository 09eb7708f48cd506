import type { Value } from '../report/section.ts';
import type { CellView } from './block-view.ts';
import { markFor } from './tags.ts';
import type { Writer } from './writer.ts';

/** Longest title and label that is written out, in code points. */
export const titleMaxLength = 120;
export const labelMaxLength = 80;

/** @param maxLength of the text, in code points */
export const cellView = (value: Value, write: Writer, maxLength?: number): CellView => {
  const tone = value !== null && typeof value === 'object' && 'tone' in value ? value.tone : undefined;
  const { open, close } = markFor(tone);
  return { text: write.value(value, maxLength), open, close };
};
