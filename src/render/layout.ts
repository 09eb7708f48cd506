import type { BlockView } from './block-view.ts';
import type { SectionView } from './sections.ts';
import type { TextView } from './text.ts';
import type { ReportView } from './view.ts';

/** Lays views out as HTML and as text. */
export interface Layout {
  html(view: ReportView): string;
  text(view: TextView): string;
  /** A section as it stands in the HTML, in whole lines. */
  section(view: SectionView): string;
  /** A block as it stands in its section, in whole lines. */
  block(view: BlockView): string;
}
