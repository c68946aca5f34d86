import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kalmanReference, intradayPair } from '../reference/intradayPair';
import { openLab, UNDISTURBED } from './actions';
import { launchBrowser, serveSite } from './harness';

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serveSite('dist');
  browser = await launchBrowser();
  ({ page } = await openLab(browser, site.url));
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

it('the worker filters JPM and BAC to the reference answer', async () => {
  const prices = { x: Array.from(intradayPair.x), y: Array.from(intradayPair.y) };
  const result = await page.evaluate(
    (prices) => window.astra.kalman({ ...prices, delta: 1e-5, measurementVariance: 1e-3 }),
    prices,
  );
  if (!result.ok) throw new Error(result.error.message);
  const last = kalmanReference.checkpoints.at(-1);
  expect(Math.abs(result.value.beta[last.bar]! / last.beta - 1)).toBeLessThan(1e-9);
});

it('100,000 bars leave the main thread free: no task over 50 ms', UNDISTURBED, async () => {
  const { tasks, bars } = await page.evaluate(async () => {
    const x = Array.from({ length: 100_000 }, (_, t) => 28 + Math.sin(t / 1000));
    const y = x.map((price, t) => 3.5 * price + Math.sin(t));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const tasks: number[] = [];
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((entry) => entry.duration)),
    ).observe({ type: 'longtask' });
    const result = await window.astra.kalman({ x, y, delta: 1e-5, measurementVariance: 1e-3 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { tasks, bars: result.ok ? result.value.beta.length : 0 };
  });
  expect(tasks).toEqual([]);
  expect(bars).toBe(100_000);
});

it('a cancel is answered, and the worker free, within 200 ms', UNDISTURBED, async () => {
  const { code, answerMs, nextMs, isNextRight } = await page.evaluate(async () => {
    const length = 3_000_000;
    const x = Float64Array.from({ length }, (_, t) => 28 + Math.sin(t / 1000));
    const noises = { delta: 1e-5, measurementVariance: 1e-3 };
    const abort = new AbortController();
    const long = { x: x as unknown as number[], y: x as unknown as number[], ...noises };
    const running = window.astra.kalman(long, { signal: abort.signal });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const start = performance.now();
    abort.abort();
    const cancelled = await running;
    const answerMs = performance.now() - start;
    const next = await window.astra.kalman({ x: [1, 2], y: [2, 4], ...noises });
    const nextMs = performance.now() - start;
    const code = cancelled.ok ? 'finished' : cancelled.error.code;
    return { code, answerMs, nextMs, isNextRight: next.ok };
  });
  expect(code).toBe('cancelled');
  expect(answerMs).toBeLessThan(200);
  expect(nextMs).toBeLessThan(200);
  expect(isNextRight).toBe(true);
});
