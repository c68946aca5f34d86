/** What a user does on the page and reads from it. */
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { openPage, type Misbehaviour } from './harness';
import { ready } from './lab';

/** A sentence such as "loses more than $116,910", waited for. */
export async function answer(page: Page): Promise<string> {
  const section = await page.waitForSelector('section[aria-label="The answer"] strong');
  return (await section!.evaluate((node) => node.textContent)) ?? '';
}

export async function waitForText(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (text) => document.body.innerText.includes(text),
    { timeout: 60_000 },
    text,
  );
}

export async function waitForRun(page: Page, pathCount: number): Promise<void> {
  await waitForText(page, `from ${pathCount.toLocaleString('en-US')} paths`);
}

/** Waits until the answer is that of the controls. */
export async function waitUntilCurrent(page: Page): Promise<void> {
  await waitForText(page, 'Up to date.');
}

/** The text of an element once it holds `text`, its spaces as they are read. */
export async function textWith(page: Page, selector: string, text: string): Promise<string> {
  const found = await page.waitForFunction(
    (selector, text) => {
      const read = document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ') ?? '';
      return read.includes(text) && read;
    },
    { polling: 50 },
    selector,
    text,
  );
  return (await found.jsonValue()) as string;
}

/** What a reader of the screen knows by this name and role. */
export async function named(
  page: Page,
  name: string,
  role: string,
): Promise<ElementHandle<Element>> {
  const found = await page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`);
  return found!;
}

/** Opens every folded part of the page. */
export async function unfold(page: Page): Promise<void> {
  await page.$$eval('details', (all) => all.forEach((each) => (each.open = true)));
}

/** Notes the main thread's tasks above 50 ms from now on; their durations, ms, when asked. */
export async function watchLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((entry) => entry.duration)),
    ).observe({ type: 'longtask' });
    Object.assign(window, { tasks });
  });
  return () => page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
}

/** The page with its first answer drawn to the last row, in a window of 1440 x 900. */
export async function openLab(
  browser: Browser,
  url: string,
): Promise<{ page: Page; seen: Misbehaviour }> {
  const opened = await openPage(browser, url);
  await opened.page.setViewport({ width: 1440, height: 900 });
  await ready(opened.page);
  await waitForRun(opened.page, 5000);
  await opened.page.waitForSelector('#paths figure svg');
  return opened;
}

/** Replaces a number field's text and commits it. */
export async function fill(page: Page, label: string, value: string): Promise<void> {
  await (await named(page, label, 'textbox')).click({ count: 3 });
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

export function valueOf(page: Page, label: string): Promise<string> {
  return page.$eval(`input[aria-label="${label}"]`, (field) => field.value);
}

export async function clickButton(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

/** The sentence at the field that is marked as wrong. */
export async function problemText(page: Page): Promise<string> {
  const field = await page.waitForSelector('[aria-invalid="true"]');
  return field!.evaluate((field) => {
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
  });
}

export const toNearestTen = (fraction: number): string =>
  `$${(Math.round((fraction * 1_000_000) / 10) * 10).toLocaleString('en-US')}`;

/**
 * Of a test that holds the page to a time a user notices. A task is measured by the wall, so another process on the
 * core lengthens it: one undisturbed try of five shows what the page does.
 */
export const UNDISTURBED = { retry: 4 };
