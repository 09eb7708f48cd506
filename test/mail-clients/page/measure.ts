import type { Page } from '../browser.ts';

/** Everything in CSS pixels of the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One text as it is drawn. */
export interface DrawnText {
  readonly text: string;
  /** The elements around it, outermost first: `table > tr > td.inner > p`. */
  readonly path: string;
  /** One for each line; none for generated content, which has no place of its own. */
  readonly lines: readonly Box[];
  /** The cell or paragraph that it should stay in. */
  readonly container: Box;
  readonly fontSizePx: number;
  /** As computed, such as `rgb(16, 24, 40)`. */
  readonly colour: string;
  /** From the text's own element out to the window. */
  readonly backgrounds: readonly { readonly colour: string; readonly image: string }[];
  /** 1 where nothing around it is transparent. */
  readonly opacity: number;
}

/** An element that hides or scrolls what does not fit into it. */
export interface Clip {
  readonly path: string;
  readonly text: string;
  readonly hiddenWidth: number;
  readonly hiddenHeight: number;
}

export interface PageMeasure {
  readonly windowWidth: number;
  readonly scrollWidth: number;
  /** Elements that reach beyond the window, innermost ones. */
  readonly beyond: readonly string[];
  readonly texts: readonly DrawnText[];
  readonly clips: readonly Clip[];
  readonly images: readonly { readonly path: string; readonly alt: string | null }[];
  readonly tables: readonly {
    readonly path: string;
    readonly isLayout: boolean;
    readonly headers: number;
    readonly headersWithoutScope: number;
  }[];
}

/** A page as it is drawn at this moment: measured, not judged. */
export const measure = async (page: Page): Promise<PageMeasure> =>
  JSON.parse(await page.evaluate(measureInside));

/** Runs inside the page, so it uses nothing from outside itself. As JSON: handing over objects takes ten times as long. */
const measureInside = (): string => {
  const elements = [...document.body.querySelectorAll('*')];

  const pathOf = (from: Element): string => {
    const names: string[] = [];
    for (let at: Element | null = from; at !== null && at !== document.body; at = at.parentElement) {
      names.unshift([at.localName, ...at.classList].join('.'));
    }
    return names.slice(-5).join(' > ');
  };

  const boxOf = ({ left, top, right, bottom }: DOMRect): Box => ({ left, top, right, bottom });

  const containerOf = (from: Element): Element => {
    let at = from;
    while (at.parentElement !== null && getComputedStyle(at).display.startsWith('inline'))
      at = at.parentElement;
    return at;
  };

  const canvas = document.createElement('i');
  canvas.style.backgroundColor = 'Canvas';
  document.body.append(canvas);
  const canvasColour = getComputedStyle(canvas).backgroundColor;
  canvas.remove();

  const behind = new Map<Element | null, Pick<DrawnText, 'backgrounds' | 'opacity'>>();
  const whatIsBehind = (from: Element | null): Pick<DrawnText, 'backgrounds' | 'opacity'> => {
    if (from === null) return { backgrounds: [{ colour: canvasColour, image: 'none' }], opacity: 1 };
    const known = behind.get(from);
    if (known !== undefined) return known;
    const { backgrounds, opacity } = whatIsBehind(from.parentElement);
    const style = getComputedStyle(from);
    const own = { colour: style.backgroundColor, image: style.backgroundImage };
    const isSeen = own.image !== 'none' || own.colour !== 'rgba(0, 0, 0, 0)';
    const found = {
      backgrounds: isSeen ? [own, ...backgrounds] : backgrounds,
      opacity: opacity * Number(style.opacity),
    };
    behind.set(from, found);
    return found;
  };

  const drawn = (
    text: string,
    element: Element,
    style: CSSStyleDeclaration,
    lines: readonly Box[],
  ): DrawnText => ({
    text,
    path: pathOf(element),
    lines,
    container: boxOf(containerOf(element).getBoundingClientRect()),
    fontSizePx: Number.parseFloat(style.fontSize),
    colour: style.color,
    ...whatIsBehind(element),
  });

  const texts: DrawnText[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const text = (node.nodeValue ?? '').replace(/\s+/gu, ' ').trim();
    if (text === '' || element === null || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()]
      .filter(({ width, height }) => width > 0 && height > 0)
      .map(boxOf);
    texts.push(drawn(text, element, getComputedStyle(element), lines));
  }
  for (const element of elements) {
    for (const pseudo of ['::before', '::after']) {
      const style = getComputedStyle(element, pseudo);
      const isShown = !['none', 'normal', '""'].includes(style.content);
      if (isShown && element.checkVisibility()) texts.push(drawn(style.content, element, style, []));
    }
  }

  const clips = elements
    .filter((element) => element.checkVisibility() && getComputedStyle(element).overflow !== 'visible')
    .map((element) => ({
      path: pathOf(element),
      text: (element.textContent ?? '').trim().slice(0, 80),
      hiddenWidth: element.scrollWidth - element.clientWidth,
      hiddenHeight: element.scrollHeight - element.clientHeight,
    }));

  const windowWidth = document.documentElement.clientWidth;
  const isBeyond = (element: Element): boolean => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -1 || right > windowWidth + 1);
  };
  const beyond = elements.filter(
    (element) => isBeyond(element) && ![...element.children].some((child) => isBeyond(child)),
  );

  const measured: PageMeasure = {
    windowWidth,
    scrollWidth: document.documentElement.scrollWidth,
    beyond: beyond.map(pathOf),
    texts,
    clips,
    images: [...document.images].map((image) => ({ path: pathOf(image), alt: image.getAttribute('alt') })),
    tables: [...document.querySelectorAll('table')].map((table) => {
      const headers = [...table.rows]
        .flatMap((row) => [...row.cells])
        .filter(({ localName }) => localName === 'th');
      return {
        path: pathOf(table),
        isLayout: table.getAttribute('role') === 'presentation',
        headers: headers.length,
        headersWithoutScope: headers.filter((header) => !header.hasAttribute('scope')).length,
      };
    }),
  };
  return JSON.stringify(measured);
};
