/** The page as its users meet it: what it shows, what it answers to, and what it never does. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  clickButton,
  fill,
  openLab,
  toNearestTen,
  UNDISTURBED,
  waitForRun,
  watchLongTasks,
} from './actions';
import { launchBrowser, openPage, serveSite, type Misbehaviour } from './harness';
import { ready, simulate } from './lab';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

describe('the page', () => {
  let page: Page;
  let seen: Misbehaviour;

  beforeEach(async () => {
    ({ page, seen } = await openLab(browser, site.url));
    return async () => {
      expect(seen).toEqual({ errors: [], foreignRequests: [] });
      await page.browserContext().close();
    };
  });

  it('opens on the number that a script gets for the default request', async () => {
    const { valueAtRisk, expectedShortfall } = await simulate(page);
    expect(await answer(page)).toBe(toNearestTen(valueAtRisk));
    const text = await page.$eval('section[aria-label="The answer"]', (node) => node.innerText);
    expect(text).toContain(`${toNearestTen(expectedShortfall)} on average`);
    expect(text).toContain('In 1 of 100 ten-day periods this $1,000,000 book');
  });

  it('forced onto the WGSL kernels, shows the same value at risk as on the CPU', async () => {
    const onCpu = await answer(page);
    const engine = await page.waitForSelector('::-p-aria([name="Engine"])');
    await engine!.select('webgpu');
    await page.waitForFunction(() => document.body.innerText.includes('You chose this engine'));
    const result = await simulate(page, {}, { engine: 'webgpu' });
    expect(result.engine).toBe('webgpu');
    expect(await answer(page)).toBe(onCpu);
  });

  it('says which engine ran, and why', async () => {
    const text = await page.$eval('.engine', (node) => node.textContent ?? '');
    expect(text).toContain('WASM');
    expect(text).toContain('software');
  });

  it('paths changed by keyboard: runs at once and shows the new answer', async () => {
    await fill(page, 'Paths', '20000');
    await waitForRun(page, 20_000);
    const { valueAtRisk } = await simulate(page, { pathCount: 20_000 });
    expect(await answer(page)).toBe(toNearestTen(valueAtRisk));
  });

  it(
    'a long run: Cancel answers within 200 ms and the last result stays',
    UNDISTURBED,
    async () => {
      const before = await answer(page);
      await fill(page, 'Paths', '100000000');
      await (await page.waitForSelector('::-p-aria([name="Run"][role="button"])'))!.click();
      await page.waitForFunction(() => {
        const bar = document.querySelector('progress');
        return bar !== null && bar.value > 0;
      });
      // The time itself is the promise here: it is what a user waits for after a click.
      const waitedMs = await page.evaluate(async () => {
        const button = [...document.querySelectorAll('button')].find(
          (b) => b.textContent === 'Cancel',
        )!;
        const start = performance.now();
        button.click();
        while (document.querySelector('progress'))
          await new Promise((resolve) => setTimeout(resolve, 5));
        return performance.now() - start;
      });
      expect(waitedMs).toBeLessThan(200);
      expect(await answer(page)).toBe(before);
      expect(await page.evaluate(() => document.body.innerText)).toContain('cancelled');
    },
  );

  it('its link, opened in a fresh profile, gives the same number', async () => {
    await fill(page, 'Seed', '7');
    await page.waitForFunction(() => location.hash.includes('seed=7'));
    await page.waitForFunction(() => !document.body.innerText.includes('settings before'));
    const { valueAtRisk, fingerprint } = await simulate(page, { seed: 7 });
    const other = await openPage(browser, page.url());
    await ready(other.page);
    await waitForRun(other.page, 5000);
    expect(await answer(other.page)).toBe(toNearestTen(valueAtRisk));
    expect((await simulate(other.page, { seed: 7 })).fingerprint).toBe(fingerprint);
    await other.page.browserContext().close();
  });

  it('a bad link: says so, and runs the default book', async () => {
    const other = await openPage(browser, `${site.url}#v=1&paths=<b>many</b>`);
    await waitForRun(other.page, 5000);
    const text = await other.page.evaluate(() => document.body.innerText);
    expect(text).toContain('"paths"');
    await other.page.browserContext().close();
  });

  it('a replayed path returns what the engine said of it', async () => {
    const worst = (await simulate(page)).worst[0]!;
    const replay = await page.evaluate(
      (path) => window.astra.replay(window.astra.defaultRequest(), path),
      worst.path,
    );
    const replayed = replay.ok ? replay.value : undefined;
    // float32 kernel against float64 replay: the bound of ten days.
    expect(Math.abs(replayed!.portfolioReturn - worst.portfolioReturn)).toBeLessThan(2e-7);
    expect(replayed!.valueByDay).toHaveLength(11);
    expect(replayed!.assetReturnsByDay.map((day) => day.length)).toEqual(Array(10).fill(6));
    expect(await page.evaluate(() => document.body.innerText)).toContain(
      `Path ${worst.path.toLocaleString('en-US')} replayed`,
    );
  });

  it('the histogram by keyboard: a bar is chosen, its paths are listed, one is replayed', async () => {
    const bar = await page.waitForSelector('.histogram [data-mark][tabindex="0"]');
    await bar!.evaluate((node) => (node as SVGElement).focus());
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      /Paths that return/.test(document.querySelector('#paths')?.textContent ?? ''),
    );
    await page.waitForFunction(() =>
      /replay it|in path order/.test(document.querySelector('#paths')?.textContent ?? ''),
    );
    const listed = await page.$$eval('#paths [role="option"]', (options) => options.length);
    expect(listed).toBeGreaterThan(0);
  });

  describe(
    'a run of 1 million paths leaves the main thread free: no task over 50 ms',
    UNDISTURBED,
    () => {
      let longTasks: () => Promise<number[]>;

      beforeEach(async () => {
        longTasks = await watchLongTasks(page);
      });

      it('started by a script', async () => {
        await simulate(page, { pathCount: 1_000_000 });
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(await longTasks()).toEqual([]);
      });

      it('started from the Paths field, with its progress and its result drawn', async () => {
        await fill(page, 'Paths', '1000000');
        await clickButton(page, 'Run');
        await waitForRun(page, 1_000_000);
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(await longTasks()).toEqual([]);
      });
    },
  );

  it('a held book over 252 days: the replay agrees with the engine within float32', async () => {
    const change = { horizonDays: 252, rebalancing: 'held' as const, pathCount: 1000 };
    const worst = (await simulate(page, change)).worst[0]!;
    const replay = await page.evaluate(
      (change, path) => window.astra.replay({ ...window.astra.defaultRequest(), ...change }, path),
      change,
      worst.path,
    );
    const replayed = replay.ok ? replay.value : undefined;
    // float32 kernel against float64 replay: the bound of 252 days.
    expect(Math.abs(replayed!.portfolioReturn - worst.portfolioReturn)).toBeLessThan(2e-6);
  });

  it('the paths of a bar: Cancel or a new run ends a long search, a mouse click lists them', async () => {
    await fill(page, 'Paths', '2000000');
    await clickButton(page, 'Run');
    await waitForRun(page, 2_000_000);
    const heading = (): Promise<string> =>
      page.$eval('#paths h2', (node) => node.textContent ?? '');
    /** Clicks the last bar, which holds few paths, so that all are searched; clicks a button before they are. */
    const searchThenClick = (words: string): Promise<void> =>
      page.evaluate(async (words) => {
        const text = (): string => document.querySelector('#paths .state')!.textContent;
        const bar = [...document.querySelectorAll('.histogram [data-mark]')].at(-1);
        bar.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        while (!text().includes('Looking for them')) await new Promise(requestAnimationFrame);
        [...document.querySelectorAll('button')]
          .find((b) => (b.ariaLabel ?? b.textContent) === words)!
          .click();
        while (text().includes('Looking for them')) await new Promise(requestAnimationFrame);
      }, words);
    await searchThenClick('Cancel the search');
    expect(await heading()).toBe('The ten worst paths');
    await searchThenClick('Run');
    expect(await heading()).toBe('The ten worst paths');
    await page.waitForSelector('progress', { hidden: true });

    const bars = await page.$$('.histogram [data-mark] .reach');
    await bars[Math.floor(bars.length / 2)]!.click();
    await page.waitForFunction(() =>
      document.querySelector('#paths')?.textContent?.includes('in path order'),
    );
    expect(await heading()).toContain('Paths that return');
    expect(await page.$$eval('#paths button[role="option"]', (options) => options.length)).toBe(50);
  });
});
