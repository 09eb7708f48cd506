import type { ShadeView } from './colours.ts';

/** One written value; without a shade it has the colour of its surroundings. */
export interface CellView {
  readonly text: string;
  readonly shade: ShadeView | null;
}

export interface ColumnView {
  readonly title: string;
  /** Numbers stand under each other. */
  readonly right: boolean;
  /** Words may break anywhere, so that they cannot widen the page. */
  readonly breaks: boolean;
  /** Though they may break in a narrow window, they stay whole at full width. */
  readonly keep: boolean;
  /** Per cent of the table; a column with a long text takes what the others leave. */
  readonly width: number | null;
  /** What stands before its cells where each row is a card. */
  readonly cardLabel: string;
  /** Background, which the HTML part has no room for. */
  readonly textOnly: boolean;
}

export interface TableCellView extends CellView {
  readonly column: ColumnView;
  /** Names of the rules for windows of other widths; empty for none. */
  readonly className: string;
}

export interface RowView {
  readonly head: TableCellView;
  readonly cells: readonly TableCellView[];
}

export interface PictureView {
  readonly src: string;
  /** In pixels of the page. */
  readonly width: number;
  readonly height: number;
}

/** A `Block` in written words, each kind with a partial of its own in `templates/blocks/`. An empty string is "none". */
export type BlockView =
  | {
      readonly kind: 'facts';
      readonly title: string;
      readonly items: readonly {
        readonly label: string;
        /** None of the label's words is so long that it must be broken in a narrow window. */
        readonly keepsWords: boolean;
        readonly value: CellView;
        readonly hint: string;
      }[];
      readonly more: string;
    }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: readonly ColumnView[];
      readonly rows: readonly RowView[];
      /** With many columns each row is a small card of its own in a narrow window. */
      readonly wide: boolean;
      readonly more: string;
      /** Names the columns that are in the text part only. */
      readonly details: string;
    }
  | {
      readonly kind: 'bars';
      readonly title: string;
      /** `percent` is a whole number, 100 for the largest. */
      readonly items: readonly {
        readonly label: string;
        readonly value: CellView;
        readonly percent: number;
      }[];
      readonly more: string;
    }
  | {
      readonly kind: 'series';
      readonly title: string;
      readonly summary: CellView;
      /** The label of the scale; may be empty. */
      readonly largest: string;
      /** "outage 02:47–03:01"; may be empty. */
      readonly marks: string;
      /** What the picture says, for who does not see it: figures and marks. */
      readonly inWords: string;
      readonly from: string;
      readonly to: string;
      readonly picture: PictureView | null;
      /** In place of a picture: heights of bars in pixels, 0 for a stretch without a sample. */
      readonly heights: readonly number[];
    }
  | {
      readonly kind: 'note';
      /** "Warning", "Critical"; empty where the text says enough. */
      readonly word: string;
      readonly text: string;
      readonly shade: ShadeView;
    };

export type BlockViewOf<Kind extends BlockView['kind']> = Extract<BlockView, { kind: Kind }>;
