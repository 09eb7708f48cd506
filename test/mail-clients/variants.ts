import type { Email } from '../../src/report/report.ts';
import type { Page } from './browser.ts';

/** What a mail client has to draw. */
export type Mail = Pick<Email, 'html' | 'images'>;

/** A small phone, a phone, a tablet or a preview pane, a window. */
const widths = [320, 375, 640, 1024] as const;
type Width = (typeof widths)[number];

/** What a mail client shows of a mail, and what it may do to the page once it is drawn. */
export interface Variant {
  readonly widths: readonly Width[];
  html(email: Mail): string;
  readonly change?: (page: Page) => Promise<void>;
}

/** Pictures lie in the mail beside the page; a browser wants them inside. */
const withPictures = ({ html, images }: Mail): string =>
  images.reduce(
    (page, { contentId, png }) =>
      page.replaceAll(`cid:${contentId}`, `data:image/png;base64,${Buffer.from(png).toString('base64')}`),
    html,
  );

/**
 * As Gmail's app does for accounts of others: what is not written inline is gone, and so is the property that it does not
 * know; Outlook for phones drops it as well (caniemail.com, overflow-wrap).
 */
const asGmailLeavesIt = (email: Mail): string =>
  withPictures(email)
    .replace(/<style>[\s\S]*?<\/style>/gu, '')
    .replace(/overflow-wrap:[^;"]*;?/gu, '');

/** Runs inside the page: where pictures are off, mail clients write the words into the picture's place, in its style. */
const writeWordsForPictures = (): void => {
  for (const image of [...document.images]) {
    const words = document.createElement('span');
    words.textContent = image.alt;
    words.className = image.className;
    words.style.cssText = image.style.cssText;
    words.style.display = 'inline-block';
    // A picture gives way in a narrow window, and so does what stands in its place.
    words.style.width = '100%';
    words.style.maxWidth = `${image.width}px`;
    words.style.overflow = 'hidden';
    image.replaceWith(words);
  }
};

/** Runs inside the page: every text and the line it stands in so much larger, whatever unit they were given in. */
const enlargeText = (factor: number): void => {
  const sizes = [...document.body.querySelectorAll<HTMLElement>('*')].map((element) => {
    const { fontSize, lineHeight } = getComputedStyle(element);
    return { element, fontSize: Number.parseFloat(fontSize), lineHeight: Number.parseFloat(lineHeight) };
  });
  for (const { element, fontSize, lineHeight } of sizes) {
    element.style.setProperty('font-size', `${fontSize * factor}px`, 'important');
    if (Number.isFinite(lineHeight))
      element.style.setProperty('line-height', `${lineHeight * factor}px`, 'important');
  }
};

export const variants = {
  'as it is': { widths, html: withPictures },
  'as Gmail leaves it': { widths, html: asGmailLeavesIt },
  'with pictures off': {
    widths,
    html: ({ html }) => html,
    change: (page) => page.evaluate(writeWordsForPictures),
  },
  // WCAG 2.2, 1.4.4. On a phone, twice the size would be a window of 160 px: there it is what phones call large.
  'with text at 200 %': {
    widths: [1024],
    html: withPictures,
    change: (page) => page.evaluate(enlargeText, 2),
  },
  'with text at 130 %': {
    widths: [320, 375],
    html: withPictures,
    change: (page) => page.evaluate(enlargeText, 1.3),
  },
} as const satisfies Record<string, Variant>;
