import type { Tone } from '../report/section.ts';
import type { BlockViewOf } from './block-view.ts';
import { shadeView } from './colours.ts';

/** The words of a tone, where a colour alone would say that something is wrong. */
const toneWords: Readonly<Record<Tone, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  good: '',
  neutral: '',
};

export const noteView = (tone: Tone, text: string): BlockViewOf<'note'> => ({
  kind: 'note',
  word: toneWords[tone],
  text,
  shade: shadeView(tone),
});
