/** The page for everyone: axe finds nothing in any state, and nothing scrolls sideways at any width. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, it } from 'vitest';
import { clickButton, fill, openLab, problemText, waitForRun } from './actions';
import { expectNoSidewaysScroll, expectNoViolation } from './axe';
import { launchBrowser, openPage, serveSite } from './harness';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it.each([
  ['light', 1920, 1080],
  ['light', 1440, 900],
  ['dark', 1440, 900],
  ['light', 390, 844],
  ['dark', 390, 844],
] as const)(
  '%s, %d x %d: axe finds nothing, and nothing scrolls sideways',
  async (theme, width, height) => {
    const { page } = await openPage(browser, 'about:blank');
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.goto(site.url);
    await waitForRun(page, 5000);
    await page.waitForFunction(() => document.querySelector('#paths h2') !== null);
    await page.evaluate(() =>
      document.querySelectorAll('details').forEach((each) => (each.open = true)),
    );
    await expectNoViolation(page);
    await expectNoSidewaysScroll(page);
    await page.browserContext().close();
  },
);

it('axe finds nothing with a table, a field that is wrong and a bar chosen, nor with the help open', async () => {
  const { page } = await openLab(browser, site.url);
  await clickButton(page, 'Table of Value at risk by paths done');
  await page.waitForSelector('[role="region"][aria-label^="Table of Value at risk"]');
  await fill(page, 'Horizon', '10000');
  await problemText(page);
  await (await page.$$('.histogram [data-mark] .reach'))[3]!.click();
  await expectNoViolation(page);
  await clickButton(page, 'How to read this');
  await page.waitForSelector('dialog[open]');
  await expectNoViolation(page);
  await page.browserContext().close();
});
