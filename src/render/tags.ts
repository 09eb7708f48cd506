import type { Tone } from '../report/section.ts';
import type { CellTags, ColumnView, Mark } from './block-view.ts';
import { palettes, shadeView } from './colours.ts';

/*
 * What templates write as it stands, `{{{…}}}`: ready once for each kind of cell, where a template would ask for each
 * attribute of each cell. All of it is made of constants and numbers of ours. What a network says is never a part of it.
 */

const unmarked: Mark = { open: '', close: '' };

const markOf = (tone: Tone): Mark => {
  const { name, ink } = shadeView(tone);
  return { open: `<strong class="${name}" style="color:${ink}">`, close: '</strong>' };
};

const marks: Readonly<Record<Tone, Mark>> = {
  critical: markOf('critical'),
  warning: markOf('warning'),
  good: markOf('good'),
  neutral: markOf('neutral'),
};

/** Of a value; without a tone it has the colour of its surroundings. */
export const markFor = (tone: Tone | undefined): Mark => (tone === undefined ? unmarked : marks[tone]);

const breaksWords = 'word-break:break-word';

/** Attributes of a column's heading. */
export const headingTag = ({ right, width, keep, breaks }: Omit<ColumnView, 'tag'>): string =>
  ` align="${right ? 'right' : 'left'}"${width ? ` width="${width}%"` : ''}${keep ? ' class="keep"' : ''} style="${breaks ? `${breaksWords};` : ''}font-weight:400"`;

/** Of a column's cells. `isNone`: what is not known takes no room in a card. */
export const cellTags = (
  { right, keep, breaks, cardLabel }: ColumnView,
  { isHead, isNone, mark }: { readonly isHead: boolean; readonly isNone: boolean; readonly mark: Mark },
): CellTags => {
  const isLabelled = !isHead && cardLabel !== '';
  const names = [keep ? 'keep' : '', isLabelled && isNone ? 'none' : ''].filter((name) => name !== '');
  const align = right ? ' align="right"' : '';
  const rules = names.length === 0 ? '' : ` class="${names.join(' ')}"`;
  const style = breaks ? ` style="${breaksWords}"` : '';
  return {
    before: isHead ? '<th scope="row"' : `<td${isLabelled ? ' data-label="' : ''}`,
    open: `${isLabelled ? '"' : ''}${align}${rules}${style}>${mark.open}`,
    close: `${mark.close}${isHead ? '</th>' : '</td>'}`,
  };
};

/** Attributes of a fact's label. @param keepsWords none of them must be broken in a narrow window */
export const factTag = (isFirst: boolean, keepsWords: boolean): string =>
  `${isFirst ? ' width="32%"' : ''} style="color:${palettes.light.muted};font-weight:400${keepsWords ? ';word-break:normal' : ''}"`;

/** Attributes of the cells of a bar: those of the first one say how wide the columns are. */
export const barTags = (isFirst: boolean): { readonly wide: string; readonly narrow: string } =>
  isFirst ? { wide: ' width="40%"', narrow: ' width="20%"' } : { wide: '', narrow: '' };

/** Attributes of a bar of a series, of so many pixels; a stretch without a sample has none. */
export const heightTag = (height: number): string =>
  height === 0 ? '' : ` style="border-bottom:${height}px solid"`;
