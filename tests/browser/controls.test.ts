/** Every control, by mouse and by keyboard: what it changes, what it refuses, and what stays when it does. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  clickButton,
  fill,
  openLab,
  problemText,
  toNearestTen,
  valueOf,
  waitForRun,
  waitForText,
  waitUntilCurrent,
} from './actions';
import { launchBrowser, openPage, serveSite, type Misbehaviour } from './harness';
import { ready, simulate } from './lab';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;
let page: Page;
let seen: Misbehaviour;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  ({ page, seen } = await openLab(browser, site.url));
  return async () => {
    expect(seen).toEqual({ errors: [], foreignRequests: [] });
    await page.browserContext().close();
  };
});

const waitForLink = (part: string): Promise<unknown> =>
  page.waitForFunction((part) => location.hash.includes(part), {}, part);

describe('the book', () => {
  it('takes another ticker, another weight, one less, and another size', async () => {
    const before = await answer(page);
    await page.select('select:has(option[value=""])', 'KO');
    await fill(page, 'Weight of KO', '0.5');
    await waitForLink('KO:0.5');
    await waitUntilCurrent(page);
    expect(await answer(page)).not.toBe(before);

    await clickButton(page, 'Remove KO');
    await page.waitForFunction(() => !location.hash.includes('KO'));
    await waitUntilCurrent(page);
    expect(await answer(page)).toBe(before);

    const gross = (): Promise<string> =>
      page.$eval('div.totals', (node) => /gross\s*\??\s*([\d.]+)/.exec(node.innerText)?.[1] ?? '');
    await fill(page, 'Target gross', '1');
    await clickButton(page, 'Scale');
    await waitUntilCurrent(page);
    expect(await gross()).toBe('1.00');
    const link = await page.evaluate(() => window.astra.link());
    const book = link.split('&')[1]!.matchAll(/:([^,]+)/g);
    const weights = [...book].map(([, weight]) => Number(weight));
    const { valueAtRisk } = await simulate(page, { weights });
    expect(await answer(page)).toBe(toNearestTen(valueAtRisk));
  });

  it('a weight that is no number: a sentence at the field, and the answer stays', async () => {
    const before = await answer(page);
    await fill(page, 'Weight of MSFT', 'lots');
    expect(await problemText(page)).toContain('not a number');
    await fill(page, 'Weight of MSFT', '10%');
    expect(await problemText(page)).toContain('as a fraction it is 0.1');
    await fill(page, 'Net asset value', '2M');
    await waitForText(page, 'this $2,000,000 book');
    expect(await problemText(page)).toContain('as a fraction it is 0.1');
    await fill(page, 'Net asset value', '1M');
    expect(await answer(page)).toBe(before);
  });
});

describe('numbers', () => {
  it('the dice draws a seed, and the answer is that of this seed', async () => {
    const before = await valueOf(page, 'Seed');
    await clickButton(page, 'Draw a new seed');
    await page.waitForFunction(
      (before) => document.querySelector<HTMLInputElement>('[aria-label="Seed"]')!.value !== before,
      {},
      before,
    );
    await waitUntilCurrent(page);
    const seed = Number((await valueOf(page, 'Seed')).replaceAll(',', ''));
    const { valueAtRisk } = await simulate(page, { seed });
    expect(await answer(page)).toBe(toNearestTen(valueAtRisk));
  });

  it('arrow keys step by the size of the number, and put an end to a refused text', async () => {
    await page.focus('[aria-label="Paths"]');
    await page.keyboard.press('ArrowUp');
    expect(await valueOf(page, 'Paths')).toBe('6,000');
    await waitForRun(page, 6000);
    await fill(page, 'Horizon', 'soon');
    expect(await problemText(page)).toContain('not a number');
    await page.keyboard.press('ArrowUp');
    expect(await valueOf(page, 'Horizon')).toBe('11');
    expect(await page.$('[aria-invalid="true"]')).toBeNull();
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.up('Shift');
    expect(await valueOf(page, 'Horizon')).toBe('21');
  });

  it('a click on a label goes to its field; the mark beside it opens the definition', async () => {
    await page.locator('label ::-p-text(Net asset value)').click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Net asset value',
    );
    await clickButton(page, 'What is net asset value?');
    await waitForText(page, 'assets less debts');
  });

  it.each([
    ['Horizon', '0', 'horizon'],
    ['Horizon', '10000', 'horizon'],
    ['Paths', '0', 'paths'],
    ['Net asset value', 'lots', 'not a number'],
    ['Net asset value', '-5', 'positive number of dollars'],
    ['Net asset value', '0,92', 'commas group thousands'],
  ])(
    '%s set to %s: a sentence at the field, and the old answer stays',
    async (label, value, sentence) => {
      const before = await page.$eval('section[aria-label="The answer"]', (node) => node.innerText);
      await fill(page, label, value);
      expect((await problemText(page)).toLowerCase()).toContain(sentence);
      expect(await page.$eval('section[aria-label="The answer"]', (node) => node.innerText)).toBe(
        before,
      );
    },
  );

  it('on a narrow screen the folded book opens where a field is wrong', async () => {
    await page.setViewport({ width: 390, height: 844 });
    await page.locator('summary').click();
    await fill(page, 'Horizon', '20');
    await waitUntilCurrent(page);
    await page.locator('summary').click();
    expect(await page.$eval('details', (node) => node.open)).toBe(false);
    await page.setViewport({ width: 1440, height: 900 });
    await fill(page, 'Horizon', '0');
    await page.setViewport({ width: 390, height: 844 });
    await page.waitForSelector('details[open] [aria-invalid="true"]');
  });
});

describe('the address', () => {
  it('keeps the last state that could run: nothing is lost by a reload', async () => {
    await fill(page, 'Seed', '777');
    await waitForLink('seed=777');
    const before = await answer(page);
    await fill(page, 'Paths', '0');
    await problemText(page);
    await new Promise((resolve) => setTimeout(resolve, 500)); // longer than the address waits
    await page.reload();
    await ready(page);
    await waitForRun(page, 5000);
    expect(await valueOf(page, 'Seed')).toBe('777');
    expect(await answer(page)).toBe(before);
  });

  it.each([
    ['cannot be read', '#v=1&days=soon', '"days"'],
    ['asks for what this market lacks', '#v=1&book=ACME:1', 'no prices for "ACME"'],
  ])('a link that %s changes nothing, and the page says why', async (_, link, sentence) => {
    await fill(page, 'Seed', '7');
    await waitForLink('seed=7');
    const before = await answer(page);
    await page.evaluate((link) => (location.hash = link), link);
    await waitForText(page, 'The link was not opened.');
    await waitForText(page, sentence);
    expect(await answer(page)).toBe(before);
    await waitForLink('seed=7');
  });
});

describe('the page’s tools', () => {
  it('a table in place of a drawing, and back', async () => {
    await clickButton(page, 'Table of Value at risk by paths done');
    const table = '[role="region"][aria-label="Table of Value at risk by paths done"] tbody tr';
    await page.waitForSelector(table);
    const rows = await page.$$eval(table, (rows) => rows.map((row) => row.innerText));
    expect(rows.at(-1)).toMatch(/^5,000\s/);
    await clickButton(page, 'Table of Value at risk by paths done');
    await page.waitForFunction((table) => !document.querySelector(table), {}, table);
  });

  it('a drawing saved as SVG is a file that stands alone', async () => {
    await page.evaluate(() => {
      const original = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob: Blob) => {
        void blob.text().then((text) => Object.assign(window, { saved: text }));
        return original(blob);
      };
    });
    await page.click('.histogram button[popovertarget]');
    await page.locator('.histogram [popover] ::-p-text(SVG drawing)').click();
    await page.waitForFunction(() => 'saved' in window);
    const svg = await page.evaluate(() => (window as unknown as { saved: string }).saved);
    expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('value at risk');
    expect(svg).not.toContain('var(--');
  });

  it('the theme changes, and is kept', async () => {
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await clickButton(page, 'Switch to the dark theme');
    expect(await ground()).not.toBe(light);
    const dark = await ground();
    await page.reload();
    await waitForRun(page, 5000);
    expect(await ground()).toBe(dark);
  });
});

it('WebGPU chosen on a machine without it: the page answers on the CPU, and says what happened', async () => {
  const bare = await launchBrowser({
    add: ['--disable-gpu'],
    remove: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
  });
  const other = await openPage(bare, `${site.url}#v=1&engine=webgpu`);
  await waitForRun(other.page, 5000);
  await waitForText(other.page, 'WebGPU failed:');
  const choices = await other.page.$eval('[aria-label="Engine"]', (field) => field.textContent);
  expect(choices).toContain('WebGPU, missing here');
  await bare.close();
});
