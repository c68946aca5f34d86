import { describe, expect, it } from 'vitest';
import { cointegration } from '../../src/alpha/cointegration';
import { pathNormals } from '../../src/math/normals';
import { intradayPair, kalmanReference } from '../reference/intradayPair';

/** x a random walk; y = 1 + 2 x + a spread of which each bar keeps the share `kept`. */
function pair(path: number, kept: number, bars = 500) {
  const normals = new Float64Array(2 * bars);
  pathNormals(5, path, normals);
  const x = new Float64Array(bars);
  const y = new Float64Array(bars);
  let [price, spread] = [100, 0];
  for (let t = 0; t < bars; t++) {
    price += normals[2 * t]!;
    spread = kept * spread + normals[2 * t + 1]!;
    x[t] = price;
    y[t] = 1 + 2 * price + spread;
  }
  return { x, y };
}

function tested(input: { x: ArrayLike<number>; y: ArrayLike<number> }) {
  const result = cointegration(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

it('agrees with statsmodels on JPM and BAC', () => {
  const { t, criticalValues, alpha, beta } = tested(intradayPair);
  const { engleGranger, staticOls } = kalmanReference;
  expect(Math.abs(t - engleGranger.t)).toBeLessThan(1e-6);
  // Exact but for rounding: a polynomial of degree 2.
  criticalValues.forEach((value, i) =>
    expect(value).toBeCloseTo(engleGranger.criticalValues_1_5_10[i]!, 12),
  );
  expect(beta).toBeCloseTo(staticOls.beta, 8);
  expect(alpha).toBeCloseTo(staticOls.alpha, 6);
});

describe('simulated pairs', () => {
  it('rejects at 5 % as often as it should where the spread is a random walk', () => {
    const runs = 1000;
    let rejected = 0;
    for (let path = 0; path < runs; path++) {
      const { t, criticalValues } = tested(pair(path, 1));
      if (t < criticalValues[1]) rejected++;
    }
    expect(Math.abs(rejected - 0.05 * runs)).toBeLessThan(3 * Math.sqrt(runs * 0.05 * 0.95));
  });

  it('finds a spread that reverts, and its half-life', () => {
    const { t, criticalValues, halfLifeBars } = tested(pair(0, 0.9, 5000));
    expect(t).toBeLessThan(criticalValues[0]);
    // The share kept has standard error sqrt((1 - 0.81) / 5000) = 0.0062; the half-life falls as 1 / ln of it.
    const [low, high] = [0.9 - 3 * 0.0062, 0.9 + 3 * 0.0062].map(
      (k) => Math.log(0.5) / Math.log(k),
    );
    expect(halfLifeBars).toBeGreaterThan(low!);
    expect(halfLifeBars).toBeLessThan(high!);
  });

  it('a spread that runs away has no half-life', () => {
    const x = Float64Array.from({ length: 50 }, (_, t) => 10 + Math.sin(t * t));
    const y = Float64Array.from(x, (price, t) => price + 1.2 ** t);
    expect(tested({ x, y }).halfLifeBars).toBe(Infinity);
  });
});

const walk = pair(3, 1, 20).x;
it.each<[string, ArrayLike<number>, ArrayLike<number>, string]>([
  ['a constant x', new Float64Array(20).fill(5), walk, 'constantX'],
  ['y a line of x', walk, walk.map((price) => 3 * price - 7), 'noSpread'],
  ['a constant y', walk, new Float64Array(20).fill(5), 'noSpread'],
  ['nine bars', walk.subarray(0, 9), walk.subarray(0, 9), 'badInput'],
  ['a NaN', walk.with(4, NaN), walk, 'badInput'],
])('%s: a sentence', (_, x, y, code) => {
  expect(cointegration({ x, y })).toMatchObject({ ok: false, error: { code } });
});
