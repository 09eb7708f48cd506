import type { Report } from '../report/report.ts';
import type { FrameView } from './frame.ts';
import type { Limits } from './limits.ts';
import { findingKey } from './same-view.ts';
import { isInShort } from './summary.ts';

/** A frame, and how long texts must be allowed to be for it to be as it is, in code points at most. */
export interface WrittenFrame {
  readonly frame: FrameView;
  readonly neededLength: number;
}

/** Finds the frame again where other limits come to the same, as they mostly do: what they cut is in the sections. */
export const keptFrames = (
  report: Report,
  write: (limits: Limits) => WrittenFrame,
): ((limits: Limits) => FrameView) => {
  const known: (WrittenFrame & { readonly limits: Limits; readonly key: string })[] = [];
  return (limits) => {
    const key = frameKey(report, limits);
    const same = known.find(
      (one) =>
        one.key === key &&
        Math.min(limits.textLength, one.neededLength) === Math.min(one.limits.textLength, one.neededLength),
    );
    if (same !== undefined) return same.frame;
    const written = write(limits);
    known.push({ ...written, limits, key });
    return written.frame;
  };
};

/** Where the keys are equal, and no text is cut, so are the frames. Findings are kept by keys of their own, which tell of their texts. */
const frameKey = (report: Report, limits: Limits): string => {
  if (isInShort(report, limits)) return JSON.stringify(limits);
  const { findings, notices, coverage, comparison } = report;
  const past = comparison.kind === 'compared' ? [comparison.resolved, comparison.notKnown] : [];
  const statements = longest([findings, notices, coverage, ...past]);
  const shown = findings.slice(0, limits.statements).map((finding) => findingKey(finding, limits));
  return [limits.form, Math.min(limits.statements, statements), ...shown].join('; ');
};

const longest = (lists: readonly (readonly unknown[])[]): number =>
  lists.reduce((most, { length }) => Math.max(most, length), 0);
