import { expect, it } from 'vitest';
import { deflatedSharpe } from '../../src/alpha/deflatedSharpe';

/** Bailey & Lopez de Prado (2014), the numerical example: 2.5 a year on 250 days, five years, variance of trials 1/2 a year. */
const published = {
  sharpe: 2.5 / Math.sqrt(250),
  observations: 1250,
  trials: 100,
  trialVariance: 0.5 / 250,
  skewness: -3,
  kurtosis: 10,
};

function answer(change: Partial<typeof published>) {
  const result = deflatedSharpe({ ...published, ...change });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

it('gives the published example, to the six digits printed', () => {
  expect(answer({}).expectedMaximum).toBeCloseTo(0.113172, 6);
  expect(answer({}).probability).toBeCloseTo(0.900397, 6);
  expect(answer({ trials: 46 }).probability).toBeCloseTo(0.950502, 6);
});

it('has nothing to deflate after a single trial', () => {
  expect(answer({ trials: 1 }).expectedMaximum).toBe(0);
  expect(answer({ trials: 1, sharpe: 0 }).probability).toBe(0.5);
  expect(answer({ trials: 1.2 }).expectedMaximum).toBeGreaterThanOrEqual(0);
});

it('expects a finite maximum of however many trials, rising with their number', () => {
  const counts = [10, 1e6, 1e15, 1e16, 1e17, 1e100, Number.MAX_VALUE];
  const maxima = counts.map((trials) => answer({ trials, trialVariance: 1 }).expectedMaximum);
  for (const [i, maximum] of maxima.entries()) {
    if (i > 0) expect(maximum).toBeGreaterThan(maxima[i - 1]!);
    // Of N normals the largest is below the root of 2 ln N, and nears it.
    const bound = Math.sqrt(2 * Math.log(counts[i]!));
    expect(maximum).toBeLessThan(bound);
    expect(maximum).toBeGreaterThan(bound - 0.7);
  }
  expect(answer({ trials: 1e17, trialVariance: 0 }).expectedMaximum).toBe(0);
});

it('falls as more is tried, and as tails grow', () => {
  const byTrials = [1, 2, 5, 50, 5000].map((trials) => answer({ trials }).probability);
  expect(byTrials).toEqual([...byTrials].sort((a, b) => b - a));
  expect(answer({ kurtosis: 30 }).probability).toBeLessThan(answer({}).probability);
});

it.each([
  ['observations', { observations: 1 }],
  ['trials', { trials: 0 }],
  ['trialVariance', { trialVariance: -1 }],
  ['kurtosis', { kurtosis: 10, skewness: 3.1 }],
  ['sharpe', { kurtosis: 10, skewness: 3, sharpe: 2 / 3 }],
  ['sharpe', { sharpe: NaN }],
  ['sharpe', { sharpe: 1e200, trials: 1 }],
  ['sharpe', { sharpe: -1e7 }],
])('refuses what no returns can have: %s', (where, change) => {
  const result = deflatedSharpe({ ...published, ...change });
  expect(result.ok ? undefined : result.error.where).toBe(where);
});
