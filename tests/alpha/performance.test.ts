import { describe, expect, it } from 'vitest';
import { performanceOf } from '../../src/alpha/performance';
import { pathNormals } from '../../src/math/normals';

const BARS_A_YEAR = 252 * 78;

/** Returns with first-order autocorrelation `phi` and a mean of `sharpe` deviations. */
function autoregressive(path: number, bars: number, phi: number, sharpe: number): Float64Array {
  const noise = new Float64Array(bars);
  pathNormals(11, path, noise);
  const scale = Math.sqrt(1 - phi * phi);
  for (let t = 1; t < bars; t++) noise[t] = phi * noise[t - 1]! + scale * noise[t]!;
  return noise.map((value) => 1e-4 * (value + sharpe));
}

it('is the ratio of mean and deviation (divisor T - 1), times the root of 252 x 390 as published', () => {
  const { barSharpe, sharpeAnnualised } = performanceOf(
    Float64Array.of(1, 2, 3, 4),
    'published',
    1,
  );
  const ratio = 2.5 / Math.sqrt(5 / 3);
  expect(barSharpe).toBeCloseTo(ratio, 14);
  expect(sharpeAnnualised).toBeCloseTo(ratio * Math.sqrt(252 * 390), 10);
});

it('has the moments of a known sample', () => {
  const { skewness, kurtosis, observations } = performanceOf(
    Float64Array.of(0, 0, 0, 4),
    'published',
    1,
  );
  // Mean 1, central sums 12, 24, 84: m2 = 3, m3 = 6, m4 = 21.
  expect(skewness).toBeCloseTo(6 / 3 ** 1.5, 14);
  expect(kurtosis).toBeCloseTo(21 / 9, 14);
  expect(observations).toBe(4);
});

describe('the correct annualisation', () => {
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const RUNS = 400;
  const BARS = 3900;
  const sample = (phi: number) =>
    Array.from({ length: RUNS }, (_, path) =>
      performanceOf(autoregressive(path, BARS, phi, 0.02), 'correct', BARS_A_YEAR),
    );

  it('takes the bars that exist in a year, and out the serial correlation', () => {
    // Lo (2002): the ratio of a sum of many is that of one, times the root of their number, times
    // sqrt((1 - phi) / (1 + phi)). The Bartlett weights at 9 lags of T = 3,900 keep
    // 1 + 2 sum (1 - k/10) phi^k of the variance: that is the expectation, 7 % less than all of it.
    const phi = 0.3;
    const lags = Math.floor(4 * (BARS / 100) ** (2 / 9));
    let kept = 1;
    for (let k = 1; k <= lags; k++) kept += 2 * (1 - k / (lags + 1)) * phi ** k;
    const expected = (0.02 * Math.sqrt(BARS_A_YEAR)) / Math.sqrt(kept);
    expect(kept / ((1 + phi) / (1 - phi))).toBeCloseTo(0.934, 3);
    const runs = sample(phi);
    const average = mean(runs.map(({ sharpeAnnualised }) => sharpeAnnualised!));
    const truth = Math.sqrt(((1 + phi) / (1 - phi) / kept) * (BARS_A_YEAR / BARS));
    expect(Math.abs(average - expected)).toBeLessThan((3 * truth) / Math.sqrt(RUNS));
  });

  it('states an error that the ratio of other samples has', () => {
    const runs = sample(0);
    const ratios = runs.map(({ sharpeAnnualised }) => sharpeAnnualised!);
    const centre = mean(ratios);
    const deviation = Math.sqrt(mean(ratios.map((ratio) => (ratio - centre) ** 2)));
    const stated = mean(runs.map(({ standardErrorOfSharpe }) => standardErrorOfSharpe!));
    // A deviation from 400 runs has a relative standard error of 1 / sqrt(800).
    expect(Math.abs(deviation / stated - 1)).toBeLessThan(3 / Math.sqrt(2 * RUNS));
  });
});

it.each([1, 2, 3])('never calls %d like trades significant, whatever they earned', (trades) => {
  for (const earned of [1e-6, 0.01, 1, -0.01]) {
    const sample = new Float64Array(1889);
    for (let trade = 0; trade < trades; trade++) sample[500 * trade + 7] = earned;
    for (const annualisation of ['published', 'correct'] as const) {
      const { sharpeAnnualised: ratio, standardErrorOfSharpe: error } = performanceOf(
        sample,
        annualisation,
        BARS_A_YEAR,
      );
      // Of like trades the ratio is the root of their number times 1 / sqrt(T), which is about its error.
      expect(Math.abs(ratio!)).toBeLessThan(1.96 * error!);
    }
  }
});

it('states the wider error of a sample with fat tails on the losing side', () => {
  const sample = Float64Array.from({ length: 100 }, (_, t) =>
    t === 50 ? -1 : 0.05 + 0.01 * (t % 2),
  );
  const { barSharpe, standardErrorOfSharpe, skewness, kurtosis } = performanceOf(
    sample,
    'published',
    1,
  );
  // Mertens (2002).
  const spread = 1 - skewness * barSharpe! + ((kurtosis - 1) / 4) * barSharpe! ** 2;
  expect(spread).toBeGreaterThan(1 + barSharpe! ** 2 / 2);
  expect(standardErrorOfSharpe).toBeCloseTo(Math.sqrt((252 * 390 * spread) / 99), 10);
});

it.each([
  ['nothing', new Float64Array(0)],
  ['one bar', Float64Array.of(0.01)],
  ['no trade', new Float64Array(100)],
  ['the same return always', new Float64Array(100).fill(0.1)],
  ['returns that cancel', Float64Array.from({ length: 100 }, (_, t) => (t % 2 ? 1 : -1))],
])('is none, never NaN, for %s', (_, sample) => {
  for (const annualisation of ['published', 'correct'] as const) {
    const { sharpeAnnualised, standardErrorOfSharpe, skewness, kurtosis } = performanceOf(
      sample,
      annualisation,
      BARS_A_YEAR,
    );
    const numbers = [sharpeAnnualised ?? 0, standardErrorOfSharpe ?? 0, skewness, kurtosis];
    expect(numbers.every(Number.isFinite)).toBe(true);
  }
});
