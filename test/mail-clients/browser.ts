import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

export type { Page };
export type Scheme = 'light' | 'dark';

const names = ['chromium', 'chromium-browser', 'google-chrome'] as const;

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first Chromium on `searchPath` (`PATH`); undefined where there is none. */
export const findChromium = (searchPath: string): string | undefined =>
  searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);

const executablePath = findChromium(process.env.PATH ?? '');

export const hasChromium = executablePath !== undefined;

const whySkipped = 'skipped: there is no Chromium on PATH, install the package "chromium"';

/** The name of a group of tests, with the reason where they cannot run. */
export const inChromium = (name: string): string => (hasChromium ? name : `${name} (${whySkipped})`);

/** Says once for each test file that its tests did not run; nothing where they do. */
export const sayWhetherSkipped = (what: string): void => {
  if (!hasChromium) process.stdout.write(`${what}: ${whySkipped}\n`);
};

export interface PageOptions {
  readonly scheme?: Scheme;
  readonly width?: number;
  /** Device pixels for each CSS pixel. */
  readonly density?: number;
  /** Whether timers run inside, for a check that needs them; mail has no scripts of its own. */
  readonly withScripts?: boolean;
}

/** One mail after the other: opening the next one closes the one before. */
export interface MailBrowser extends AsyncDisposable {
  /** Shows a page without any network, and without scripts of its own, as mail is read. */
  show(html: string, options?: PageOptions): Promise<ShownMail>;
}

export interface ShownMail {
  readonly page: Page;
  /** What the page asked the network for; it got none of it. */
  readonly requested: readonly string[];
}

/** @throws Error where there is no Chromium. */
export const openBrowser = async (): Promise<MailBrowser> => {
  if (executablePath === undefined) throw new Error(whySkipped);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: 0 });
  // A new window for each mail would take most of the time.
  const windows = new Map<string, Promise<Page>>();
  return {
    show: async (html, { scheme = 'light', width = 640, density = 1, withScripts = false } = {}) => {
      const kind = `${density} ${withScripts}`;
      const opened = windows.get(kind) ?? openWindow(browser, density, withScripts);
      windows.set(kind, opened);
      const page = await opened;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      return { page, requested: await showIn(page, html) };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
};

const openWindow = async (browser: Browser, density: number, withScripts: boolean): Promise<Page> => {
  const context = await browser.newContext({
    deviceScaleFactor: density,
    javaScriptEnabled: withScripts,
    offline: true,
  });
  // A slow machine is no fault of a mail.
  context.setDefaultTimeout(0);
  return context.newPage();
};

const showIn = async (page: Page, html: string): Promise<readonly string[]> => {
  const requested: string[] = [];
  await page.unrouteAll();
  await page.route('**/*', (route) => {
    requested.push(route.request().url());
    return route.abort();
  });
  await page.setContent(html, { waitUntil: 'load' });
  return requested;
};
