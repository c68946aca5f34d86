import { describe, expect, it } from 'vitest';
import { rollingLeastSquares, staticLeastSquares, type Line } from '../../src/alpha/leastSquares';
import { intradayPair, kalmanReference } from '../reference/intradayPair';

function line(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const found = staticLeastSquares(x, y);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

it('agrees with numpy on JPM and BAC', () => {
  const { alpha, beta } = line(intradayPair.x, intradayPair.y);
  // 1e-9: numpy solves by singular values, in another order of sums.
  expect(Math.abs(alpha / kalmanReference.staticOls.alpha - 1)).toBeLessThan(1e-9);
  expect(Math.abs(beta / kalmanReference.staticOls.beta - 1)).toBeLessThan(1e-9);
});

describe('rolling', () => {
  it.each([2, 7, 390, 1950])('over %d bars gives the line of each window alone', (windowBars) => {
    const { x, y } = intradayPair;
    const rolling = rollingLeastSquares(x, y, windowBars);
    if (!rolling.ok) throw new Error(rolling.error.message);
    expect(rolling.value.beta.slice(0, windowBars - 1).every(Number.isNaN)).toBe(true);
    for (let end = windowBars; end <= x.length; end += 37) {
      const [ownX, ownY] = [x, y].map((prices) => prices.subarray(end - windowBars, end));
      const alone = staticLeastSquares(ownX!, ownY!);
      if (!alone.ok) continue; // an x that stood still: tested below
      // 1e-8: sums that slid over at most a window, of distances from a mean.
      expect(Math.abs(rolling.value.beta[end - 1]! - alone.value.beta)).toBeLessThan(1e-8);
    }
  });

  it('is not a number where x stands still', () => {
    const rolling = rollingLeastSquares([1, 2, 2, 2, 3], [1, 2, 3, 4, 5], 2);
    expect(rolling.ok && Array.from(rolling.value.beta)).toEqual([NaN, 1, NaN, NaN, 1]);
  });

  it.each([1, 2.5, NaN])('refuses a window of %d', (windowBars) => {
    const rolling = rollingLeastSquares([1, 2, 3], [1, 2, 3], windowBars);
    expect(rolling).toMatchObject({ ok: false, error: { where: 'windowBars' } });
  });
});

it('keeps its digits far from zero', () => {
  const x = [1e12, 1e12 + 1, 1e12 + 2, 1e12 + 3];
  expect(line(x, x.map((price) => 2 * price)).beta).toBe(2); // prettier-ignore
});

it.each<[string, number[], number[], string]>([
  ['a constant x', [3, 3, 3], [1, 2, 3], 'x'],
  ['a constant x that is no binary fraction', [0.1, 0.1, 0.1], [1, 2, 3], 'x'],
  ['one bar', [3], [1], 'x'],
  ['a NaN', [3, 4], [1, NaN], 'y, 2'],
])('%s: a sentence', (_, x, y, where) => {
  expect(staticLeastSquares(x, y)).toMatchObject({ ok: false, error: { where } });
});
