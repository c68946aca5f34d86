/** Three engines, one request: what a user's browser computes, compared point by point. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NORMAL_BOUND } from '../../src/math/normals';
import { astraBook } from '../reference/astraBook';
import { requestOfAssets } from '../simulation/fixtures';
import { launchBrowser, openPage, serveSite } from './harness';
import { ENGINES, ready, simulate } from './lab';

let browser: Browser;
let site: Awaited<ReturnType<typeof serveSite>>;
let page: Page;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
  ({ page } = await openPage(browser, site.url));
  await ready(page);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Per-path returns in float32: measured bounds of the kernels, by horizon. */
const returnBound = (days: number): number => (days <= 10 ? 2e-7 : 2e-6);

function largestDifference(a: number[], b: number[]): number {
  expect(a.length).toBe(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

describe('random numbers', () => {
  it('the published vector, and 50 counters and keys: the same integers on every engine', async () => {
    const words = await page.evaluate(async (engines) => {
      let state = 7;
      const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
      const cases: [[number, number, number, number], [number, number]][] = [
        [
          [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
          [0xa4093822, 0x299f31d0],
        ],
      ];
      while (cases.length < 51)
        cases.push([
          [next(), next(), next(), next()],
          [next(), next()],
        ]);
      const answers: unknown[][] = [];
      for (const engine of engines) {
        const all = await Promise.all(cases.map((each) => window.astra.random(engine, ...each)));
        answers.push(all.map((each) => (each.ok ? each.value : each.error.message)));
      }
      return answers;
    }, ENGINES);
    expect(words[0]![0]).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
    expect(words[1]).toEqual(words[0]);
    expect(words[2]).toEqual(words[0]);
  });

  it('10,000 normals of one path: within the stated bound, none 0, none infinite', async () => {
    const draws = await page.evaluate(
      (engines) =>
        Promise.all(
          engines.map((engine) => window.astra.normals(engine, 2 ** 40 + 3, 2 ** 33 + 5, 10_000)),
        ),
      ENGINES,
    );
    const [reference, ...others] = draws.map((draw) => {
      if (!draw.ok) throw new Error(draw.error.message);
      return draw.value;
    });
    for (const normals of others) {
      expect(largestDifference(normals, reference!)).toBeLessThan(NORMAL_BOUND);
      expect(normals.every((z) => z !== 0 && Number.isFinite(z))).toBe(true);
    }
  });
});

describe('the same request on three engines', () => {
  it.each([
    ['daily', 10, 5000],
    ['held', 10, 5000],
    ['daily', 252, 500],
    ['held', 252, 500],
  ] as const)(
    'the default book, %s, %d days: every path within the bound',
    async (rebalancing, horizonDays, pathCount) => {
      const change = { rebalancing, horizonDays, pathCount };
      const answers = [];
      for (const engine of ENGINES)
        answers.push(await simulate(page, change, { engine, returns: true }));
      const [reference, ...others] = answers;
      for (const answer of others) {
        expect(answer.fellBackFrom).toBeUndefined();
        const bound = returnBound(horizonDays);
        expect(largestDifference(answer.returns!, reference!.returns!)).toBeLessThan(bound);
        expect(Math.abs(answer.valueAtRisk - reference!.valueAtRisk)).toBeLessThan(bound);
        expect(Math.abs(answer.expectedShortfall - reference!.expectedShortfall)).toBeLessThan(
          bound,
        );
      }
    },
  );

  it.each([1, 2, 31, 33])('%d assets, held: every path within the bound', async (n) => {
    const request = requestOfAssets(n, { rebalancing: 'held', pathCount: 256 });
    const answers = [];
    for (const engine of ENGINES)
      answers.push(await simulate(page, request, { engine, returns: true }));
    const [reference, ...others] = answers;
    for (const answer of others) {
      expect(largestDifference(answer.returns!, reference!.returns!)).toBeLessThan(returnBound(10));
    }
  });

  it('weights scaled by 2 scale the one-day loss by 2, exactly, on every engine', async () => {
    for (const engine of ENGINES) {
      const once = await simulate(page, { horizonDays: 1 }, { engine });
      const weights = once.request.weights.map((w) => 2 * w);
      const twice = await simulate(page, { horizonDays: 1, weights }, { engine });
      expect(twice.valueAtRisk).toBe(2 * once.valueAtRisk);
    }
  });

  it('an all-zero covariance loses nothing on any engine', async () => {
    const covarianceDaily = Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 0));
    for (const engine of ENGINES) {
      const still = await simulate(page, { covarianceDaily }, { engine });
      expect([still.valueAtRisk, still.expectedShortfall, still.mean]).toEqual([0, 0, 0]);
    }
  });
});

describe('fingerprints', () => {
  it.each(ENGINES)('%s: the same for chunks of 1, 64, 1,000, 4,999 and all', async (engine) => {
    const whole = await simulate(page, {}, { engine });
    for (const chunkPaths of [1, 64, 1000, 4999, 5000]) {
      const split = await simulate(page, {}, { engine, chunkPaths });
      expect([split.engine, split.fingerprint]).toEqual([engine, whole.fingerprint]);
    }
  });

  it('wasm: the same on 1, 2 and 4 threads, beyond the pilot too', async () => {
    for (const pathCount of [5000, 300_000]) {
      const answers = [];
      for (const threads of [1, 2, 4])
        answers.push(await simulate(page, { pathCount }, { engine: 'wasm', threads }));
      expect(answers.map((answer) => answer.threads)).toEqual([1, 2, 4]);
      expect(new Set(answers.map((answer) => answer.fingerprint)).size).toBe(1);
    }
  });

  it.each([
    ['wasm', 300_000, 7001],
    ['webgpu', 120_000, 9001],
  ] as const)(
    '%s: the same beyond the pilot, %d paths in chunks of %d',
    async (engine, pathCount, chunkPaths) => {
      const whole = await simulate(page, { pathCount }, { engine });
      const split = await simulate(page, { pathCount }, { engine, chunkPaths });
      expect([split.engine, split.fingerprint]).toEqual([engine, whole.fingerprint]);
    },
  );

  it('webgpu: the tally made on the device and the returns read back give one fingerprint', async () => {
    const pathCount = 150_000;
    const tallied = await simulate(page, { pathCount }, { engine: 'webgpu' });
    const readBack = await simulate(page, { pathCount }, { engine: 'webgpu', returns: true });
    expect(tallied.engine).toBe('webgpu');
    expect(readBack.fingerprint).toBe(tallied.fingerprint);
  });
});

describe('accuracy', () => {
  it('5 million paths: the exact quantile within 3 standard errors', async () => {
    const { valueAtRisk, valueAtRiskInterval, convergence } = await simulate(page, {
      pathCount: 5_000_000,
    });
    const standardError = (valueAtRiskInterval[1] - valueAtRiskInterval[0]) / (2 * 1.96);
    const exact = -astraBook.tenDayRisk.exactQuantile1pct;
    expect(Math.abs(valueAtRisk - exact)).toBeLessThan(3 * standardError);
    expect(standardError / exact).toBeLessThan(0.001);
    expect(convergence.at(-1)).toMatchObject({ pathCount: 5_000_000, valueAtRisk });
  });

  it('10 million paths end, and their counts sum', async () => {
    const { histogram } = await simulate(page, { pathCount: 10_000_000 });
    expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(10_000_000);
  });
});
