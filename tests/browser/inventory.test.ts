/** The inventory panel's funding as its users meet it. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fill, named, textWith, unfold, UNDISTURBED, watchLongTasks } from './actions';
import { expectAccessible, LOOKS } from './axe';
import { launchBrowser, openPage, serveSite, type Misbehaviour } from './harness';
import { ready } from './lab';

const ANSWER = 'section[aria-label="The cost of holding the book"]';
const CALENDAR = '[role="slider"][aria-label="Trading day"]';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Waits until the answer reads so. */
const waitForAnswer = (page: Page, text: string) => textWith(page, ANSWER, text);

async function press(page: Page, name: string, role = 'button'): Promise<void> {
  await (await named(page, name, role)).click();
}

async function choose(page: Page, label: string, value: string): Promise<void> {
  await (await named(page, label, 'combobox')).select(value);
}

describe('funding', () => {
  let page: Page;
  let seen: Misbehaviour;

  beforeEach(async () => {
    ({ page, seen } = await openPage(browser, `${site.url}#v=1&panel=inventory`));
    await page.setViewport({ width: 1440, height: 900 });
    await ready(page);
    await page.waitForSelector(CALENDAR);
    return async () => {
      expect(seen).toEqual({ errors: [], foreignRequests: [] });
      await page.browserContext().close();
    };
  });

  it('opens on the published book and what it costs', async () => {
    await waitForAnswer(page, 'Holding this $2,117,636 gross book costs $41.49 a day');
    await waitForAnswer(page, '$8,780 of MSFT');
    await waitForAnswer(page, '$78,288');
  });

  it('an edit by keyboard changes the answer, and its link brings it back elsewhere', async () => {
    await fill(page, 'Shares of AAPL', '0');
    // -41.489 + 47.324 = +5.835
    await waitForAnswer(page, 'gross book earns $5.84 a day');
    await fill(page, 'Borrow fee of GS, basis points a year', '300');
    // 457,070 x 2.6 % / 360 = 33.01 less
    await waitForAnswer(page, 'gross book costs $27.18 a day');
    await page.waitForFunction(() => location.hash.includes('@914.14@300'));
    const other = await openPage(browser, page.url());
    await waitForAnswer(other.page, 'gross book costs $27.18 a day');
    await other.page.browserContext().close();
  });

  it('positions come and go', async () => {
    await choose(page, 'Add a position', 'KO');
    await fill(page, 'Shares of KO', '-1000');
    await press(page, 'Remove AAPL');
    const tickers = await page.$$eval('tbody th[scope="row"]', (cells) =>
      cells.map((cell) => cell.textContent),
    );
    expect(tickers).toEqual(['MSFT', 'GOOGL', 'JPM', 'GS', 'MS', 'KO']);
  });

  it('ACT/365 costs less a day', async () => {
    await choose(page, 'Day count', '365');
    // 41.489 x 360 / 365
    await waitForAnswer(page, 'costs $40.92 a day');
  });

  it('the bill rate of each day stands in the calendar', async () => {
    await choose(page, 'Base rate', 'bill');
    await page.waitForFunction(() => location.hash.includes('base=bill'));
    await page.$eval(CALENDAR, (slider) => (slider as SVGElement).focus());
    await page.keyboard.press('Home');
    await page.waitForFunction(
      (selector) =>
        /^Mon, 5 Feb 2024: .* 1 day at a base rate of 5\.2\d/.test(
          document.querySelector(selector)?.getAttribute('aria-valuetext') ?? '',
        ),
      {},
      CALENDAR,
    );
  });

  it('the calendar by keyboard: Friday carries the weekend', async () => {
    await page.$eval(CALENDAR, (slider) => (slider as SVGElement).focus());
    await page.keyboard.press('Home');
    for (let day = 0; day < 4; day++) await page.keyboard.press('ArrowRight');
    const text = await page.$eval(CALENDAR, (slider) => slider.getAttribute('aria-valuetext'));
    expect(text).toMatch(/^Fri, 9 Feb 2024: −\$124\.47, 3 days at a base rate of 3\.60/);
  });

  it('a price of zero: a sentence at the field; mended, the answer is back', async () => {
    await fill(page, 'Price of JPM, dollars', '0');
    const field = await page.waitForSelector('[aria-invalid="true"]');
    const message = await field!.evaluate(
      (input) => document.getElementById(input.getAttribute('aria-describedby')!)?.textContent,
    );
    expect(message).toContain('JPM, price');
    await fill(page, 'Price of JPM, dollars', '318.22');
    await waitForAnswer(page, 'costs $41.49 a day');
  });

  it('the book goes to the risk panel, and the risk panel’s book comes back', async () => {
    await press(page, 'Hand this book to the risk panel');
    await page.waitForFunction(() => location.hash.includes('book=AAPL:0.41553,MSFT:0.416,'));
    await press(page, 'Risk', 'link');
    await page.waitForFunction(() => document.body.innerText.includes('from 5,000 paths'));
    const msft = await page.waitForSelector('::-p-aria([name="Weight of MSFT"])');
    expect(await msft!.evaluate((input) => (input as HTMLInputElement).value)).toBe('0.416');
    await fill(page, 'Weight of MSFT', '0');
    await press(page, 'Inventory', 'link');
    await waitForAnswer(page, 'costs $41.49 a day');
    await press(page, 'Use the risk panel’s book');
    await waitForAnswer(page, 'Holding this $1,701,636 gross book');
  });

  it('the way to the other panel and back draws no new answer', async () => {
    await press(page, 'Risk', 'link');
    await page.waitForFunction(() => document.title === 'ASTRA Lab: risk');
    const shown = () => page.$eval('.badge', (badge) => badge.textContent);
    await page.waitForFunction(() =>
      /ms/.test(document.querySelector('.badge')?.textContent ?? ''),
    );
    const before = await shown(); // names the time of the run, which a second one would change
    await page.goBack();
    await page.waitForSelector(CALENDAR);
    const current = await page.$$eval('nav [aria-current="page"]', (links) =>
      links.map((link) => link.textContent),
    );
    expect(current).toEqual(['Inventory']);
    expect(await shown()).toBe(before);
  });

  it('opens from the risk panel with no task over 50 ms', UNDISTURBED, async () => {
    await press(page, 'Risk', 'link');
    await page.waitForFunction(() => document.querySelector('#paths h2') !== null);
    const tasks = await watchLongTasks(page);
    await press(page, 'Inventory', 'link');
    await page.waitForSelector(CALENDAR);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await tasks()).toEqual([]);
  });
});

describe('accessibility', () => {
  it.each([['light', 1920, 1080], ...LOOKS] as typeof LOOKS)(
    '%s, %d x %d: axe finds nothing, and nothing scrolls sideways',
    (...look) =>
      expectAccessible(browser, `${site.url}#v=1&panel=inventory`, look, async (page) => {
        await page.waitForSelector(CALENDAR);
        await page.waitForSelector('.optimizer figure svg');
        await unfold(page);
      }),
  );
});
