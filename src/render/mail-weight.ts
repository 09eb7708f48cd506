import { sizeOf, type TextSize } from '../transfer-encoding.ts';
import type { BlockView } from './block-view.ts';
import type { FrameView } from './frame.ts';
import type { Layout } from './layout.ts';
import type { SectionView } from './sections.ts';
import type { ReportView } from './view.ts';

/**
 * Tells what the HTML of a view weighs without laying it out: it is made of whole lines of its frame, of its sections and
 * of their blocks, whose sizes add up. What is the same in several versions of a mail is laid out and counted once, and
 * what is not known yet comes last: a mail may be too large before it is looked at.
 */
export const createWeighing = ({ html, section, block }: Layout) => {
  const frames = new Map<FrameView, TextSize>();
  const heads = new Map<string, TextSize>();
  const blocks = new Map<BlockView, TextSize>();
  const headSize = (view: SectionView): TextSize => {
    const { title, more, failure } = view;
    const key = failure === null ? `${title}\n${more}` : JSON.stringify([title, failure]);
    return keptIn(heads, key, () => section({ ...view, blocks: [] }));
  };
  return function* (frame: FrameView, sections: ReportView['sections']): Generator<TextSize> {
    yield keptIn(frames, frame, () => html({ ...frame, sections: [] }));
    const unknown: BlockView[] = [];
    for (const view of sections) {
      yield headSize(view);
      for (const one of view.blocks) {
        const size = blocks.get(one);
        if (size === undefined) unknown.push(one);
        else yield size;
      }
    }
    for (const one of unknown) yield keptIn(blocks, one, () => block(one));
  };
};

const keptIn = <Key>(sizes: Map<Key, TextSize>, key: Key, layOut: () => string): TextSize => {
  const size = sizes.get(key) ?? sizeOf(layOut());
  sizes.set(key, size);
  return size;
};
