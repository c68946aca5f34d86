/** The page for everyone: axe finds nothing in any state, and nothing scrolls sideways at any width. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, it } from 'vitest';
import { clickButton, fill, openLab, problemText, unfold, waitForRun } from './actions';
import { expectAccessible, expectNoViolation, LOOKS } from './axe';
import { launchBrowser, serveSite } from './harness';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it.each([['light', 1920, 1080], ...LOOKS] as typeof LOOKS)(
  '%s, %d x %d: axe finds nothing, and nothing scrolls sideways',
  (...look) =>
    expectAccessible(browser, site.url, look, async (page) => {
      await waitForRun(page, 5000);
      await page.waitForFunction(() => document.querySelector('#paths h2') !== null);
      await unfold(page);
    }),
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
