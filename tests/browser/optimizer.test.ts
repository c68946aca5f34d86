/** The optimizer as its users meet it: sliders, keyboard, sentences, and a page that keeps answering. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fill, named, problemText, textWith, unfold, UNDISTURBED, watchLongTasks } from './actions';
import { expectAccessible, LOOKS } from './axe';
import { launchBrowser, openPage, serveSite, type Misbehaviour } from './harness';
import { ready } from './lab';

const ANSWER = 'section[aria-label="The best book"]';
const HANDLE = '.terrain [role="slider"]';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** The answer once its text holds `text`. */
const answerWith = (page: Page, text: string) => textWith(page, ANSWER, text);

/** Asks what the second reading asks. */
async function askLongOnly(page: Page): Promise<void> {
  const button = await page.waitForSelector('.readings li:nth-child(2) button');
  await button!.click();
}

/** Frontier, terrain and the risk panel's run are done by then. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1500));
}

describe('the optimizer', () => {
  let page: Page;
  let seen: Misbehaviour;

  beforeEach(async () => {
    ({ page, seen } = await openPage(browser, `${site.url}#v=1&panel=inventory`));
    await page.setViewport({ width: 1440, height: 900 });
    await ready(page);
    await page.waitForSelector(HANDLE);
    return async () => {
      expect(seen).toEqual({ errors: [], foreignRequests: [] });
      await page.browserContext().close();
    };
  });

  it('opens on the default book, proven; and on the three readings', async () => {
    const answer = await answerWith(page, 'the present book, which is that of the risk panel');
    expect(answer).toMatch(/GS \+92\.2 %, GOOGL \+10\.3 %, MSFT −97\.5 %/);
    expect(answer).toMatch(/ \de-(?:[89]|1\d), duality gap /);
    await page.waitForFunction(() => document.querySelectorAll('.readings li').length === 3);
    const readings = await page.$$eval('.readings li', (items) => items.map((li) => li.innerText));
    expect(readings[0]).toContain('The empty book');
    expect(readings[1]).toMatch(/MSFT \+4[12]\..*volatility 18\.\d\d/s);
    expect(readings[2]).toMatch(/MSFT −97\.5/);
  });

  it('the slider of risk aversion, by keyboard, moves the weights', async () => {
    const slider = await named(page, 'Risk aversion, slider', 'slider');
    await slider.focus();
    await page.keyboard.press('End');
    const answer = await answerWith(page, 'volatility');
    await page.waitForFunction(
      (selector, before) => !document.querySelector(selector)?.textContent?.includes(before),
      {},
      ANSWER,
      '92.2',
    );
    expect(answer).toBeDefined();
    expect(await slider.evaluate((input) => (input as HTMLInputElement).value)).toBe('2');
  });

  it('limits that conflict: no weights, and which they are', async () => {
    await (await named(page, 'Fully invested', 'checkbox')).click();
    const answer = await answerWith(page, 'No weights');
    expect(answer).toContain('fully invested needs net 1');
    expect(answer).toContain('the net band allows');
    expect(await page.$('.optimizer .bars svg')).toBeNull();
    await (await named(page, 'Net within ±', 'checkbox')).click();
    await answerWith(page, 'the best book is');
  });

  it('limits of sectors bind, conflict in words, and hold whatever the user puts together', async () => {
    await (await named(page, 'Limit sectors', 'checkbox')).click();
    expect(await answerWith(page, 'MSFT −50.0')).toContain('One point less of Technology');
    await fill(page, 'Least weight of Technology', '60');
    expect(await answerWith(page, 'No weights')).toContain('the group Technology must hold');
    await fill(page, 'Least weight of Technology', '-100');
    await fill(page, 'Tickers of Technology', 'msft acme');
    expect(await problemText(page)).toContain('No prices of ACME are at hand');
    await fill(page, 'Tickers of Technology', 'msft gs');
    await fill(page, 'Name of group Technology', 'Pair');
    await answerWith(page, 'the best book is');
    await (await named(page, 'Remove group Pair', 'button')).click();
    await (await named(page, 'Back to sectors', 'button')).click();
    await named(page, 'Tickers of Technology', 'textbox');
  });

  it('the link asks the same in a fresh profile, and the way to another panel loses nothing', async () => {
    await askLongOnly(page);
    await answerWith(page, 'JPM +3');
    await (await named(page, 'Covariance', 'combobox')).select('ledoitWolf');
    await (await named(page, 'Limit sectors', 'checkbox')).click();
    await fill(page, 'Name of group Financials', 'Banks & brokers');
    await fill(page, 'Most weight of Banks & brokers', '20');
    const asked = await answerWith(page, 'One point more of Banks & brokers');
    const weights = /best book is (.*?)\./.exec(asked)![1]!;
    const link = await page.evaluate(() => window.astra.link());

    const fresh = await openPage(browser, `${site.url}${link}`);
    expect(await answerWith(fresh.page, 'One point more of Banks & brokers')).toContain(weights);
    expect(fresh.seen).toEqual({ errors: [], foreignRequests: [] });
    await fresh.page.browserContext().close();

    await (await named(page, 'Risk', 'link')).click();
    await page.waitForSelector('section[aria-label="The answer"]');
    await (await named(page, 'Inventory', 'link')).click();
    expect(await answerWith(page, 'One point more of Banks & brokers')).toContain(weights);
    expect(await page.evaluate(() => window.astra.link())).toBe(link);
  });

  it('a setting that makes no sense in a link is refused by name, and nothing changes', async () => {
    const opened = await page.evaluate(() => window.astra.openLink('#v=1&gross=much'));
    expect(opened).toMatchObject({ ok: false, error: { code: 'badLink', where: 'gross' } });
    await answerWith(page, 'the present book');
  });

  it('a handle of the terrain, by keyboard and by pointer, moves its limit and the optimum', async () => {
    const handle = await named(page, 'gross', 'slider');
    await handle.evaluate((node) => (node as unknown as SVGElement).focus());
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Shift');
    await answerWith(page, 'MSFT −92.5');
    const gross = await named(page, 'Gross at most', 'textbox');
    expect(await gross.evaluate((field) => (field as HTMLInputElement).value)).toBe('190');

    await (await page.$('.terrain figure'))!.scrollIntoView();
    const knob = await page.$('.terrain [role="slider"][aria-label="gross"] .knob');
    const box = (await knob!.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 30, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(
      (field) => Number((field as HTMLInputElement).value) < 185,
      {},
      gross,
    );
  });

  it('a reading asked for becomes the question', async () => {
    await askLongOnly(page);
    expect(await answerWith(page, 'JPM +3')).toMatch(/MSFT \+4/);
    const objective = await named(page, 'Objective', 'combobox');
    expect(await objective.evaluate((select) => (select as HTMLSelectElement).value)).toBe(
      'minimumVariance',
    );
  });

  it('“Use this book” hands the weights to the risk panel', async () => {
    await askLongOnly(page);
    await answerWith(page, 'JPM +3');
    await (await named(page, 'Use this book', 'button')).click();
    await answerWith(page, 'the present book');
    const link = await page.evaluate(() => window.astra.link());
    const weights = [...decodeURIComponent(link).matchAll(/[A-Z]+:(-?[\d.e-]+)/g)]
      .slice(0, 6)
      .map(([, weight]) => Number(weight));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
    expect(Math.min(...weights)).toBe(0);
  });

  it('minimum expected shortfall, from the simulated paths', async () => {
    await askLongOnly(page);
    await answerWith(page, 'JPM +3');
    await (await named(page, 'Objective', 'combobox')).select('minimumShortfall');
    const answer = await answerWith(page, 'expected shortfall over 10 days');
    const shortfall = Number(/99.0 % expected shortfall over 10 days ([\d.]+)/.exec(answer)?.[1]);
    // Gaussian, ten days at 18.5 % a year and 99 %: 2.67 x 18.5 % x sqrt(10 / 252) = 9.8 %.
    expect(shortfall).toBeGreaterThan(8);
    expect(shortfall).toBeLessThan(11);
  });

  it('500 redraws: progress, then a strip; no task over 50 ms', UNDISTURBED, async () => {
    await settled();
    const tasks = await watchLongTasks(page);
    await (await named(page, 'Redraw 500 times', 'button')).click();
    await page.waitForSelector('.luck progress');
    await page.waitForSelector('.luck [data-mark]');
    const marks = await page.$$eval('.luck [data-mark]', (all) => all.map((m) => m.ariaLabel));
    expect(marks).toHaveLength(6);
    expect(marks[1]).toMatch(/MSFT −97\.5.*nine of ten redraws: −/);
    expect(await tasks()).toEqual([]);

    // A visit to another panel loses neither them nor what answers to the controls.
    await (await named(page, 'Risk', 'link')).click();
    await page.waitForSelector('section[aria-label="The answer"]');
    await (await named(page, 'Inventory', 'link')).click();
    await page.waitForSelector('.luck [data-mark]');
    await (await named(page, 'Fully invested', 'checkbox')).click();
    await answerWith(page, 'fully invested needs net 1');
    expect(await page.$eval('.terrain', (terrain) => getComputedStyle(terrain).display)).toBe(
      'none',
    );
    await (await named(page, 'Fully invested', 'checkbox')).click();
    await answerWith(page, 'GS +92');
  });

  it('a shortfall is redrawn too, and its surface re-optimised', async () => {
    await askLongOnly(page);
    await answerWith(page, 'JPM +3');
    await (await named(page, 'Objective', 'combobox')).select('minimumShortfall');
    await answerWith(page, 'expected shortfall over 10 days');
    await (await named(page, 'Redraw 500 times', 'button')).click();
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLProgressElement>('.luck progress')?.value) >= 5,
    );
    await (await named(page, 'Cancel', 'button')).click();
    await (await named(page, 'The other weights', 'combobox')).select('free');
    await page.waitForFunction(() =>
      document.querySelector('.terrain figure')?.textContent?.includes('others at their best'),
    );
  });

  it('redraws can be cancelled', async () => {
    // In the page: they take half a second, which a click from outside may miss.
    await page.evaluate(async () => {
      const button = () => document.querySelector<HTMLButtonElement>('.luck button')!;
      button().click();
      while (!document.querySelector('.luck progress')) await new Promise(requestAnimationFrame);
      button().click();
    });
    await named(page, 'Redraw 500 times', 'button');
    await settled();
    expect(await page.$('.luck [data-mark]')).toBeNull();
  });
});

describe('thirty assets', () => {
  const TICKERS = [
    ...['AAPL', 'MSFT', 'GOOGL', 'AMZN', 'NVDA', 'INTC', 'TSLA', 'JPM', 'GS', 'MS'],
    ...['C', 'BAC', 'WFC', 'V', 'XOM', 'CVX', 'KO', 'PEP', 'PG', 'WMT'],
    ...['JNJ', 'PFE', 'UNH', 'HD', 'MCD', 'DIS', 'VZ', 'CAT', 'BA', 'NEE'],
  ];

  it(
    'the slider moves the weights within 100 ms, and no task is over 50 ms',
    UNDISTURBED,
    async () => {
      const book = TICKERS.map((ticker) => `${ticker}:0`).join(',');
      const { page } = await openPage(browser, `${site.url}#v=1&panel=inventory&book=${book}`);
      await page.setViewport({ width: 1440, height: 900 });
      await ready(page);
      await page.waitForSelector(HANDLE);
      await named(page, 'Risk aversion, slider', 'slider');
      await settled();
      const tasks = await watchLongTasks(page);
      const delays = await page.evaluate(async (selector) => {
        const slider = document.querySelector<HTMLInputElement>('input[type="range"]')!;
        const text = () => document.querySelector(selector)?.textContent;
        const frame = () => new Promise(requestAnimationFrame);
        const delays: number[] = [];
        for (let step = 0; step < 9; step++) {
          const before = text();
          slider.value = String(0.2 * step);
          const start = performance.now();
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          while (text() === before) await frame();
          delays.push(performance.now() - start);
          for (let k = 0; k < 20; k++) await frame();
        }
        return delays;
      }, ANSWER);
      expect(delays.toSorted((a, b) => a - b)[4]).toBeLessThan(100);
      expect(await tasks()).toEqual([]);
      await page.browserContext().close();
    },
  );
});

describe('accessibility', () => {
  it.each(LOOKS)('%s, %d x %d: axe finds nothing, and nothing scrolls sideways', (...look) =>
    expectAccessible(browser, `${site.url}#v=1&panel=inventory`, look, async (page) => {
      await page.waitForSelector(HANDLE);
      await unfold(page);
      await (await named(page, 'Limit each name', 'checkbox')).click();
      await (await named(page, 'Limit sectors', 'checkbox')).click();
      await (await named(page, 'Redraw 500 times', 'button')).click();
      await page.waitForSelector('.luck [data-mark]');
    }),
  );
});
