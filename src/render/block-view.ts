import type { ShadeView } from './colours.ts';

/** What stands around a text that has a colour of its own. */
export interface Mark {
  readonly open: string;
  readonly close: string;
}

/** What stands around the label and the text of a cell. */
export interface CellTags {
  /** Before the label. */
  readonly before: string;
  /** Between label and text. */
  readonly open: string;
  readonly close: string;
}

/** One written value, and what stands around it. */
export interface CellView extends Mark {
  readonly text: string;
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
  /** Attributes of its heading. */
  readonly tag: string;
}

export interface TableCellView extends CellTags {
  readonly text: string;
  readonly column: ColumnView;
  /** What stands before it where its row is a card; may be empty. */
  readonly label: string;
}

export interface RowView {
  /** All of them; the first one is the row's heading. */
  readonly cells: readonly TableCellView[];
  /** Those of the HTML part. */
  readonly inPage: readonly TableCellView[];
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
        /** Attributes of the label. */
        readonly tag: string;
        readonly value: CellView;
        readonly hint: string;
      }[];
      readonly more: string;
    }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: readonly ColumnView[];
      /** Those of the HTML part. */
      readonly inPage: readonly ColumnView[];
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
        /** Attributes of its label and its bar, and of its value. */
        readonly wide: string;
        readonly narrow: string;
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
      /** Attributes of these bars. */
      readonly tags: readonly string[];
    }
  | {
      readonly kind: 'note';
      /** "Warning", "Critical"; empty where the text says enough. */
      readonly word: string;
      readonly text: string;
      readonly shade: ShadeView;
    };

export type BlockViewOf<Kind extends BlockView['kind']> = Extract<BlockView, { kind: Kind }>;
