import { openBrowser, type Page, type Scheme } from '../test/mail-clients/browser.ts';
import { demoEmail } from '../test/mail-clients/demo-email.ts';
import { variants } from '../test/mail-clients/variants.ts';

/** `npm run readme-pictures`: the demo's report as the README shows it, at seven in the morning, into `docs/`. */
const sevenInBerlin = Date.UTC(2026, 10, 21, 6);
const margin = 5;

interface Picture {
  readonly path: string;
  readonly scheme: Scheme;
  readonly width: number;
  readonly height: number;
  /** The heading that it begins with; absent for the top. */
  readonly from?: string;
}

/** Their heights fit to each other where they stand side by side, 60 and 35 per cent of a page wide. */
const pictures: readonly Picture[] = [
  { path: 'docs/report.png', scheme: 'light', width: 640, height: 1280 },
  { path: 'docs/report-dark-phone.png', scheme: 'dark', width: 375, height: 1286, from: 'Internet' },
];

const topOf = (page: Page, heading: string): Promise<number> =>
  page.evaluate((words) => {
    const headings = [...document.querySelectorAll('h2')];
    const card = headings.find(({ textContent }) => textContent === words)?.closest('.card');
    return card?.getBoundingClientRect().top ?? 0;
  }, heading);

const email = await demoEmail(sevenInBerlin);
await using browser = await openBrowser();
for (const { path, scheme, width, height, from } of pictures) {
  const { page } = await browser.show(variants['as it is'].html(email), { scheme, width });
  const y = from === undefined ? 0 : (await topOf(page, from)) - margin;
  await page.screenshot({ path, clip: { x: 0, y, width, height }, fullPage: true });
  console.log(path);
}
