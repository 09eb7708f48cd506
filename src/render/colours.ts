import type { Severity, Tone } from '../report/section.ts';

/** A meaning that has a colour: the tones of a value, and `notice` for what is merely good to know. */
export type Shade = Tone | 'notice';

/** `ink` is written on `surface` or on the card; `edge` is only ever a bar beside it. */
export interface ShadeColours {
  readonly ink: string;
  readonly surface: string;
  readonly edge: string;
}

export interface Palette {
  readonly page: string;
  readonly card: string;
  readonly ink: string;
  /** Small print. */
  readonly muted: string;
  readonly line: string;
  readonly shades: Readonly<Record<Shade, ShadeColours>>;
}

/** Every colour of the mail. Ink has a contrast of at least 4.5:1 on card, page and its own surface (WCAG 2.2, 1.4.3). */
export const palettes = {
  light: {
    page: '#eef1f5',
    card: '#ffffff',
    ink: '#101828',
    muted: '#475467',
    line: '#e4e7ec',
    shades: {
      critical: { ink: '#b42318', surface: '#fef3f2', edge: '#d92d20' },
      warning: { ink: '#93370d', surface: '#fffaeb', edge: '#f79009' },
      notice: { ink: '#175cd3', surface: '#eff4ff', edge: '#2e90fa' },
      good: { ink: '#05603a', surface: '#ecfdf3', edge: '#12b76a' },
      neutral: { ink: '#344054', surface: '#f2f4f7', edge: '#98a2b3' },
    },
  },
  dark: {
    page: '#0b0f14',
    card: '#151b23',
    ink: '#e6edf3',
    muted: '#9da7b3',
    line: '#2b3440',
    shades: {
      critical: { ink: '#ffa198', surface: '#3b1416', edge: '#f85149' },
      warning: { ink: '#f2cc60', surface: '#33270a', edge: '#d29922' },
      notice: { ink: '#a5d6ff', surface: '#12263f', edge: '#58a6ff' },
      good: { ink: '#7ee787', surface: '#12301d', edge: '#3fb950' },
      neutral: { ink: '#c9d1d9', surface: '#21262d', edge: '#8b949e' },
    },
  },
} as const satisfies Record<'light' | 'dark', Palette>;

/** A shade as a template uses it: its name for the dark scheme's rules, its light colours inline. */
export interface ShadeView extends ShadeColours {
  readonly name: Shade;
}

export const shadeView = (name: Shade): ShadeView => ({ name, ...palettes.light.shades[name] });

export const shadeOfSeverity = (severity: Severity | 'clear'): Shade =>
  severity === 'clear' ? 'good' : severity;

/**
 * Of the pictures, which are the same in both schemes: each stands out from both cards by at least 3:1 (WCAG 2.2, 1.4.11).
 * Three hexadecimal digits each, so that the palette of a PNG keeps them exactly; opacities in fifteenths for the same reason.
 */
export const chartColours = {
  accent: '#38e',
  mark: '#e44',
  line: '#789',
  /** Of the surface below a line. */
  surfaceOpacity: 0.2,
  bandOpacity: 0.4,
  gridOpacity: 0.4,
} as const;
