import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { morningMs } from '../helpers/report.ts';
import { rulesOff, violationsOf } from './axe.ts';
import { hasChromium, inChromium, type MailBrowser, openBrowser, sayWhetherSkipped } from './browser.ts';
import { demoEmail } from './demo-email.ts';
import { faultsOf } from './page/checks.ts';
import { measure } from './page/measure.ts';
import { reports } from './reports.ts';
import { testMessage } from './test-message.ts';
import { type Mail, type Variant, variants } from './variants.ts';

const schemes = ['light', 'dark'] as const;

sayWhetherSkipped('Layout and accessibility of the mail');

let browser: MailBrowser;

beforeAll(async () => {
  if (hasChromium) browser = await openBrowser();
});

afterAll(() => browser?.[Symbol.asyncDispose]());

/** What is wrong with a mail in every width and both schemes, and what it asked the network for. */
const faultsEverywhere = async (
  email: Mail,
  { html, change, widths }: Variant,
): Promise<readonly string[]> => {
  const mail = await browser.show(html(email), { width: 640 });
  await change?.(mail.page);
  const faults: string[] = [];
  for (const width of widths) {
    await mail.page.setViewportSize({ width, height: 900 });
    for (const colorScheme of schemes) {
      await mail.page.emulateMedia({ colorScheme });
      const found = faultsOf(await measure(mail.page));
      faults.push(...found.map((fault) => `${width} px, ${colorScheme}: ${fault}`));
    }
  }
  return [...faults, ...mail.requested.map((url) => `asked the network for ${url}`)];
};

describe.skipIf(!hasChromium).each(Object.entries(reports))(inChromium('a report %s'), (_, make) => {
  let email: Mail;
  beforeAll(async () => {
    email = await make();
  });

  test.each(Object.entries(variants))(
    'can be read %s, in every width and both schemes',
    async (_name, variant) => {
      expect(await faultsEverywhere(email, variant)).toEqual([]);
    },
  );

  // Of the dark scheme only the colours differ, which the checks above read.
  test('breaks no rule of accessibility', async () => {
    const mail = await browser.show(email.html, { withScripts: true });
    expect(await violationsOf(mail.page)).toEqual([]);
  });
});

test.skipIf(!hasChromium)(inChromium('the whole page of the demo can be read in a browser'), async () => {
  const { page, images } = await demoEmail(morningMs);

  expect(page).not.toContain('cid:');
  expect(await faultsEverywhere({ html: page, images }, variants['as it is'])).toEqual([]);
});

test.skipIf(!hasChromium)(inChromium('no rule of accessibility is off without need'), async () => {
  const mail = await browser.show(testMessage.html, { withScripts: true });
  const broken = (await violationsOf(mail.page, [])).map((violation) =>
    violation.slice(0, violation.indexOf(':')),
  );

  expect(Object.keys(rulesOff).filter((rule) => !broken.includes(rule))).toEqual([]);
});

describe.skipIf(!hasChromium)(inChromium('the test message'), () => {
  const email = { html: testMessage.html, images: [] };

  test.each(Object.entries(variants))(
    'can be read %s, in every width and both schemes',
    async (_name, variant) => {
      expect(await faultsEverywhere(email, variant)).toEqual([]);
    },
  );

  test('breaks no rule of accessibility', async () => {
    const mail = await browser.show(email.html, { withScripts: true });
    expect(await violationsOf(mail.page)).toEqual([]);
  });
});
