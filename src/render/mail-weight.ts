import { sizeOf, type TextSize } from '../transfer-encoding.ts';
import type { BlockView } from './block-view.ts';
import type { FrameView } from './frame.ts';
import type { Layout } from './layout.ts';
import type { SectionView } from './sections.ts';
import type { ReportView } from './view.ts';

/**
 * Tells what the HTML of a view weighs without laying it out: it is made of whole lines of its frame, of its sections and
 * of their blocks, whose sizes add up. What is the same in several versions of a mail is laid out and counted once.
 */
export const createWeighing = ({ html, section, block }: Layout) => {
  const frameSize = keptSizes((view: FrameView) => html({ ...view, sections: [] }));
  const blockSize = keptSizes(block);
  const heads = new Map<string, TextSize>();
  const headSize = (view: SectionView): TextSize => {
    const head = { ...view, blocks: [] };
    const key = JSON.stringify(head);
    const size = heads.get(key) ?? sizeOf(section(head));
    heads.set(key, size);
    return size;
  };
  return (frame: FrameView, sections: ReportView['sections']): TextSize => {
    let { canonical, quotedPrintable } = frameSize(frame);
    const add = (size: TextSize): void => {
      canonical += size.canonical;
      quotedPrintable += size.quotedPrintable;
    };
    for (const view of sections) {
      add(headSize(view));
      for (const one of view.blocks) add(blockSize(one));
    }
    return { canonical, quotedPrintable };
  };
};

const keptSizes = <View extends FrameView | BlockView>(layOut: (view: View) => string) => {
  const sizes = new Map<View, TextSize>();
  return (view: View): TextSize => {
    const size = sizes.get(view) ?? sizeOf(layOut(view));
    sizes.set(view, size);
    return size;
  };
};
