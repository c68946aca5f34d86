/** The studies of the alpha panel as their users meet them: each answers in a sentence, none runs before it is looked at. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UNDISTURBED, watchLongTasks } from './actions';
import { expectNoSidewaysScroll, expectNoViolation } from './axe';
import { launchBrowser, openPage, serveSite, type Misbehaviour } from './harness';
import { ready } from './lab';

const STUDIES = {
  noise: 'For which noises do the data speak?',
  diagnostics: 'Is the filter’s model true of these prices?',
  lookAhead: 'Does the backtest know the future?',
  multiverse: 'How much of it is the choice of parameters?',
  power: 'What does it show when there is nothing there?',
};
type Study = keyof typeof STUDIES;

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function region(page: Page, study: Study) {
  const found = await page.waitForSelector(`::-p-aria([name="${STUDIES[study]}"][role="region"])`);
  return found!;
}

async function textOf(page: Page, study: Study): Promise<string> {
  const section = await region(page, study);
  return section.evaluate((node) => (node.textContent ?? '').replace(/\s+/g, ' '));
}

async function lookAt(page: Page, study: Study): Promise<void> {
  const section = await region(page, study);
  await section.evaluate((node) => node.scrollIntoView({ block: 'center' }));
}

/** Looks at a study, and waits until it says `pattern`. */
async function read(page: Page, study: Study, pattern: RegExp): Promise<RegExpExecArray> {
  const section = await region(page, study);
  await section.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const match = pattern.exec(await textOf(page, study));
    if (match) return match;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`"${STUDIES[study]}" never said ${pattern}: ${await textOf(page, study)}`);
}

/** Clicks the button whose words begin so, as soon as it is there. */
async function press(page: Page, study: Study, words: string): Promise<void> {
  const section = await region(page, study);
  await page.waitForFunction(
    (section, words) => {
      const buttons = [...section.querySelectorAll('button')];
      const button = buttons.find(({ textContent }) => textContent?.startsWith(words));
      button?.click();
      return button !== undefined;
    },
    {},
    section,
    words,
  );
}

async function pick(page: Page, study: Study, label: string, value: string): Promise<void> {
  const section = await region(page, study);
  const field = await section.waitForSelector(`select[aria-label="${label}"]`);
  await field!.select(value);
}

/** What a chosen cell, and only it, says of itself. */
function chosenCell(page: Page, study: Study): Promise<string[]> {
  return region(page, study).then((section) =>
    section.$$eval('[role="gridcell"][aria-selected="true"]', (cells) =>
      cells.map((cell) => cell.getAttribute('aria-label') ?? ''),
    ),
  );
}

const MULTIVERSE =
  /Of 2,700 backtests of the same bars, [\d.]+\s%\sshow a Sharpe ratio above 3; the chosen one, (−?[\d.]+), stands at the (\d+)/;

describe('the studies of the alpha panel', () => {
  let page: Page;
  let seen: Misbehaviour;

  beforeEach(async () => {
    ({ page, seen } = await openPage(browser, `${site.url}#v=1&panel=alpha`));
    await page.setViewport({ width: 1440, height: 900 });
    await ready(page);
    return async () => {
      expect(seen).toEqual({ errors: [], foreignRequests: [] });
      await page.browserContext().close();
    };
  });

  it('wait until they are looked at', async () => {
    await read(page, 'noise', /The data speak most for/);
    await page.evaluate(() => scrollTo(0, 0));
    expect(await textOf(page, 'multiverse')).toMatch(/2,700 combinations of the same bars/);
    expect(await textOf(page, 'power')).not.toMatch(/as published/);
  });

  it('noise: the maximum can be used, and then lies in its region', async () => {
    await read(page, 'noise', /lie outside the 95 % region.*is [\d,.]+ lower/);
    await press(page, 'noise', 'Use the maximum');
    await read(page, 'noise', /lie within the 95 % region.*is 0\.\d lower/);
    await page.waitForFunction(() => !location.hash.includes('delta=0.00001&'));
    // Noises fitted on the bars that they are tested on: the other studies and the answer say so.
    await read(
      page,
      'lookAhead',
      /does not look ahead, given its noises: chosen on these very bars/,
    );
    await page.waitForFunction(() =>
      document
        .querySelector('section[aria-label="The answer"]')
        ?.textContent.replace(/\s+/g, ' ')
        .includes('if they were chosen on these bars, the backtest knows them'),
    );
  });

  it('diagnostics: a verdict on each test, in words and in a table', async () => {
    await read(page, 'diagnostics', /are not the independent standard normals.*smaller than/);
    const section = await region(page, 'diagnostics');
    const verdicts = await section.$$eval('tbody tr', (rows) =>
      rows.map((row) => row.lastElementChild?.textContent),
    );
    expect(verdicts).toHaveLength(5);
    expect(new Set(verdicts)).toEqual(new Set(['against it', 'fits']));
  });

  it('look-ahead: the strategy is clean, each cheat is caught every time', async () => {
    await read(page, 'lookAhead', /Of 200 changed futures none moved an earlier signal/);
    await read(
      page,
      'lookAhead',
      /scaled by the whole sample is caught in 200 of 200; it cheats from bar 1 on/,
    );
    await pick(page, 'lookAhead', 'The one that cheats', 'smoother');
    await read(page, 'lookAhead', /hindsight is caught in 200 of 200/);
  });

  it('multiverse: a cell shows its backtest in the whole panel, the grid stands still', async () => {
    const before = await read(page, 'multiverse', MULTIVERSE);
    const [chosen] = await chosenCell(page, 'multiverse');
    expect(chosen).toContain('entry z 2, delta 1e−5');
    const section = await region(page, 'multiverse');
    const cell = await section.waitForSelector(
      '[role="gridcell"][aria-label*="entry z 1, delta 1e−6"]',
    );
    const sharpe = (await cell!.evaluate((node) => node.getAttribute('aria-label')))!;
    await cell!.evaluate((node) => node.dispatchEvent(new MouseEvent('click', { bubbles: true })));
    await page.waitForFunction(() => /delta=0.000001&.*entry=1(&|$)/.test(location.hash));
    const after = await read(page, 'multiverse', MULTIVERSE);
    expect(after[1]).not.toBe(before[1]);
    expect(await chosenCell(page, 'multiverse')).toEqual([sharpe]);
    // The label is rounded to a tenth, the sentence to a hundredth.
    const label = Number(/Sharpe ([−\d.,]+):/.exec(sharpe)![1]!.replace('−', '-').replace(',', ''));
    expect(Math.abs(label - Number(after[1]!.replace('−', '-')))).toBeLessThanOrEqual(0.0551);
    await read(page, 'multiverse', /(?!.*settings before)deflated Sharpe ratio/);
  });

  it('multiverse: the map is walked and chosen from by keyboard', async () => {
    await read(page, 'multiverse', MULTIVERSE);
    const section = await region(page, 'multiverse');
    const start = await section.waitForSelector('[role="gridcell"][tabindex="0"]');
    await start!.evaluate((node) => (node as SVGElement).focus());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const label = await page.evaluate(() => document.activeElement!.getAttribute('aria-label'));
    expect(label).toContain('entry z 2.5, delta 1e−6');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /delta=0.000001&.*entry=2.5(&|$)/.test(location.hash));
    expect(await chosenCell(page, 'multiverse')).toEqual([label]);
  });

  it('multiverse: any two parameters, and the best of the others', async () => {
    await read(page, 'multiverse', MULTIVERSE);
    await pick(page, 'multiverse', 'Across', 'costBp');
    await pick(page, 'multiverse', 'Up', 'delayBars');
    await read(page, 'multiverse', /Sharpe ratio by cost, bp a side and delay, bars/);
    const section = await region(page, 'multiverse');
    const sharpes = () =>
      section.$$eval('[role="gridcell"]', (cells) =>
        cells.map((cell) => {
          const text =
            /Sharpe ([−\d.,]+):/.exec(cell.getAttribute('aria-label') ?? '')?.[1] ?? 'NaN';
          return Number(text.replace('−', '-').replace(',', ''));
        }),
      );
    const asChosen = await sharpes();
    expect(asChosen).toHaveLength(9);
    await pick(page, 'multiverse', 'The other parameters', 'best');
    const best = await sharpes();
    expect(best.every((sharpe, i) => sharpe >= asChosen[i]!)).toBe(true);
    // Choosing the other axis's parameter swaps the two.
    await pick(page, 'multiverse', 'Across', 'delayBars');
    await read(page, 'multiverse', /Sharpe ratio by delay, bars and cost, bp a side/);
  });

  it('multiverse: Cancel stops it, and it can be run again', async () => {
    await read(page, 'diagnostics', /z-scores are not/);
    await lookAt(page, 'multiverse');
    await press(page, 'multiverse', 'Cancel');
    await read(page, 'multiverse', /Cancelled\./);
    await press(page, 'multiverse', 'Run 2,700 backtests');
    await read(page, 'multiverse', MULTIVERSE);
  });

  it('power: what the published backtest shows of nothing, and the chosen rules', async () => {
    const [, published, chosen] = await read(
      page,
      'power',
      /nothing to earn, ([\d.]+)\s%\sshow a Sharpe ratio above 3 as published, ([\d.]+)\s%/,
    );
    expect(Number(published)).toBeGreaterThan(Number(chosen));
    await pick(page, 'power', 'Half-life of the spread that reverts', '120');
    await read(page, 'power', /by half in 120 bars, the same rules/);
  });

  it('pass axe in both themes, wide and narrow, and nothing scrolls sideways', async () => {
    await read(page, 'noise', /The data speak most/);
    await read(page, 'diagnostics', /z-scores are not/);
    await read(page, 'lookAhead', /changed futures none/);
    await read(page, 'multiverse', MULTIVERSE);
    await read(page, 'power', /as published/);
    for (const [width, scheme] of [
      [1440, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await expectNoViolation(page);
      await expectNoSidewaysScroll(page);
    }
  });

  it(
    'keep the page answering: no task above 50 ms while they run and are drawn',
    UNDISTURBED,
    async () => {
      await read(page, 'noise', /The data speak most/);
      const tasks = await watchLongTasks(page);
      await read(page, 'lookAhead', /changed futures none/);
      await read(page, 'multiverse', MULTIVERSE);
      await read(page, 'power', /as published/);
      expect(await tasks()).toEqual([]);
    },
  );
});
