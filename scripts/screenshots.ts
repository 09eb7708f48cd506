import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../test/mail-clients/browser.ts';
import { demoEmail } from '../test/mail-clients/demo-email.ts';
import { type Variant, variants } from '../test/mail-clients/variants.ts';

/**
 * `npm run screenshots -- DIR`: the demo's report as PNG files to look at, in every width, scheme and variant of the
 * layout tests. A long page is cut into pieces of 1,500 px.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say where the pictures shall lie: npm run screenshots -- DIR');

const schemes = ['light', 'dark'] as const;
const pieceHeight = 1_500;

const email = await demoEmail(Date.now());
mkdirSync(folder, { recursive: true });
await using browser = await openBrowser();

const shoot = async (name: string, { html, change, widths }: Variant): Promise<void> => {
  for (const scheme of schemes) {
    for (const width of widths) {
      const { page } = await browser.show(html(email), { scheme, width });
      await change?.(page);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let top = 0; top < height; top += pieceHeight) {
        const path = join(folder, `${name}-${scheme}-${width}-${top / pieceHeight + 1}.png`);
        const clip = { x: 0, y: top, width, height: Math.min(pieceHeight, height - top) };
        await page.screenshot({ path, clip, fullPage: true });
        console.log(path);
      }
    }
  }
};

for (const [name, variant] of Object.entries(variants)) {
  await shoot(
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, '-')
      .replace(/-$/u, ''),
    variant,
  );
}
await shoot('whole-page', { ...variants['as it is'], html: () => email.page });
