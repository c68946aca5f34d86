/** What every panel is held to in every state: axe finds nothing, and nothing scrolls sideways. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer';
import { expect } from 'vitest';
import { openPage } from './harness';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function expectNoViolation(page: Page): Promise<void> {
  await page.evaluate(axe);
  // A colour that is changing from one theme to the other has the contrast of neither.
  await page.evaluate(() => {
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
  });
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(results.violations.map((v) => [v.id, v.nodes.map((node) => node.html)])).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

type Look = readonly [theme: 'light' | 'dark', width: number, height: number];

/** Both themes, wide and narrow. */
export const LOOKS: Look[] = [
  ['light', 1440, 900],
  ['dark', 1440, 900],
  ['light', 390, 844],
  ['dark', 390, 844],
];

/** Opens a page that has this theme and size from its first frame on, and holds it to all of this once it is `ready`. */
export async function expectAccessible(
  browser: Browser,
  url: string,
  [theme, width, height]: Look,
  ready: (page: Page) => Promise<unknown>,
): Promise<void> {
  const { page } = await openPage(browser, 'about:blank');
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.goto(url);
  await ready(page);
  await expectNoViolation(page);
  await expectNoSidewaysScroll(page);
  await page.browserContext().close();
}
