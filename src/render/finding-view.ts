import type { ShadeView } from './colours.ts';

/** A finding in written words, laid out by `templates/blocks/finding.hbs` and `notices.hbs`. */
export interface FindingView {
  readonly word: string;
  readonly shade: ShadeView;
  readonly title: string;
  readonly meaning: string;
  readonly advice: string;
  /** The things concerned, where neither title nor meaning names them all already. */
  readonly things: string;
  /** The findings of which it is the cause, each in its own words; they stand nowhere else. */
  readonly explained: readonly string[];
  /** It was in no report before. */
  readonly isNew: boolean;
  /** Since when it is so, or since which report it has been told. */
  readonly since: string;
}
