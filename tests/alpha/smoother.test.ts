import { describe, expect, it } from 'vitest';
import { kalman } from '../../src/alpha/kalman';
import type { KalmanInput } from '../../src/alpha/kalmanInput';
import { rauchTungStriebel } from '../../src/alpha/smoother';
import { pathNormals } from '../../src/math/normals';
import { nile } from '../reference/nile';
import { conditionalState } from './gaussian';
import { randomSystem, simulate } from './systems';

function smoothed(input: Parameters<typeof rauchTungStriebel>[0]) {
  const path = rauchTungStriebel(input);
  if (!path.ok) throw new Error(path.error.message);
  return path.value;
}

// 1e-8 of the state's own size: what dense inverses of 12 x 12 leave of a double's digits.
it('agrees with the joint normal law given all prices, on 100 random systems', () => {
  for (let seed = 0; seed < 100; seed++) {
    const system = randomSystem(seed);
    const path = smoothed(system);
    for (let t = 0; t < system.x.length; t++) {
      const { state, covariance } = conditionalState(system, t, 12);
      const [scaleA, scaleB] = state.map((value) => 1 + Math.abs(value)) as [number, number];
      expect(Math.abs(path.alpha[t]! - state[0]!) / scaleA).toBeLessThan(1e-8);
      expect(Math.abs(path.beta[t]! - state[1]!) / scaleB).toBeLessThan(1e-8);
      expect(Math.abs(path.alphaSd[t]! ** 2 - covariance[0]![0]!)).toBeLessThan(1e-8);
      expect(Math.abs(path.betaSd[t]! ** 2 - covariance[1]![1]!)).toBeLessThan(1e-8);
    }
  }
});

it('is nearer to the truth than the filter, over 100 runs, and as near as it says', () => {
  let [filterSquares, smootherSquares, ownVariance] = [0, 0, 0];
  const bars = 200;
  for (let seed = 0; seed < 100; seed++) {
    const truth = simulate(1000 + seed, bars, { delta: 1e-3, measurementVariance: 0.1 });
    const input = { ...truth, initialCovariance: 'diffuse' as const };
    const filter = kalman(input);
    if (!filter.ok) throw new Error(filter.error.message);
    const smoother = smoothed(input);
    for (let t = 20; t < bars; t++) {
      filterSquares += (filter.value.beta[t]! - truth.beta[t]!) ** 2;
      smootherSquares += (smoother.beta[t]! - truth.beta[t]!) ** 2;
      ownVariance += smoother.betaSd[t]! ** 2;
    }
  }
  expect(smootherSquares).toBeLessThan(filterSquares);
  // The errors of a run hang together over some 20 bars: 100 runs of 180 bars are about 900 independent squares,
  // whose mean has a relative standard error of sqrt(2 / 900).
  expect(Math.abs(smootherSquares / ownVariance - 1)).toBeLessThan(3 * Math.sqrt(2 / 900));
});

it('ends where the filter ends, and stays where nothing moves', () => {
  const { x, y } = simulate(3, 40, { delta: 0, measurementVariance: 0.1 });
  const input = { x, y, delta: 0, measurementVariance: 0.1, initialCovariance: 'diffuse' as const };
  const filter = kalman(input);
  const path = smoothed(input);
  const last = filter.ok ? filter.value.beta[39] : NaN;
  expect(new Set(path.beta)).toEqual(new Set([last]));
});

it('of a local level at the first bar is what the filter says of the series read backwards', () => {
  const x = new Float64Array(100);
  const noises = {
    delta: 1469.1,
    measurementVariance: 15099,
    initialCovariance: 'diffuse' as const,
  };
  const { alpha, alphaSd, betaSd } = smoothed({ x, y: nile, ...noises });
  const backwards = kalman({ x, y: nile.toReversed(), ...noises });
  if (!backwards.ok) throw new Error(backwards.error.message);
  // 1e-9: one number of four digits before the point, by two ways of 100 steps.
  expect(alpha[0]).toBeCloseTo(backwards.value.alpha[99]!, 9);
  expect(alphaSd[0]).toBeCloseTo(backwards.value.alphaSd[99]!, 9);
  expect(betaSd[0]).toBe(Infinity);
});

const normals = new Float64Array(4000);
pathNormals(6, 1, normals);
/** A walk of 0.1 % a bar. */
const walkFrom = (start: number): Float64Array => {
  let logarithm = Math.log(start);
  return normals.subarray(0, 2000).map((z) => Math.exp((logarithm += 1e-3 * z)));
};
const hedged = (x: Float64Array): Float64Array =>
  x.map((p, t) => 2 * p + 0.03 * normals[2000 + t]!);

describe.each([undefined, 'diffuse'] as const)('is never NaN: start %s', (initialCovariance) => {
  const x = walkFrom(30);
  const y = hedged(x);
  it.each<[string, Partial<KalmanInput>]>([
    ['prices of 1e9', { x: walkFrom(1e9), y: hedged(walkFrom(1e9)) }],
    ['prices of 1e12', { x: walkFrom(1e12), y: hedged(walkFrom(1e12)) }],
    ['prices of 1e50', { x: walkFrom(1e50), y: hedged(walkFrom(1e50)) }],
    ['x constant', { x: new Float64Array(2000).fill(30) }],
    ['x zero', { x: new Float64Array(2000) }],
    ['x zero, R = 0', { x: new Float64Array(2000), measurementVariance: 0 }],
    ['R = 0', { measurementVariance: 0 }],
    ['delta = 0', { delta: 0 }],
    ['one bar', { x: [2], y: [5] }],
    ['the smallest delta', { delta: 5e-324 }],
    ['delta far below R', { delta: 1e-160, measurementVariance: 1e300 }],
    ['delta far above R', { delta: 1e100, measurementVariance: 1e-300 }],
    ['noises of 1e-300', { delta: 1e-300, measurementVariance: 1e-300 }],
    ['noises of 1e290', { delta: 1e290, measurementVariance: 1e290 }],
  ])('%s', (_, change) => {
    const noises = { delta: 1e-5, measurementVariance: 1e-3 };
    const path = smoothed({ x, y, ...noises, initialCovariance, ...change });
    for (const values of Object.values(path) as Float64Array[]) {
      expect(values.findIndex(Number.isNaN)).toBe(-1);
    }
  });
});

it('scales with its noises, however small: the same states, the roots of their variances', () => {
  const system = randomSystem(5);
  const base = { x: system.x, y: system.y, initialCovariance: 'diffuse' as const };
  const plain = smoothed({ ...base, delta: 1e-4, measurementVariance: 1e-2 });
  const tiny = smoothed({ ...base, delta: 1e-204, measurementVariance: 1e-202 });
  for (let t = 0; t < system.x.length; t++) {
    // 1e-9: the digits that 12 bars of such a system keep.
    expect(Math.abs(tiny.beta[t]! - plain.beta[t]!)).toBeLessThan(
      1e-9 * (1 + Math.abs(plain.beta[t]!)),
    );
    expect(Math.abs((tiny.betaSd[t]! * 1e100) / plain.betaSd[t]! - 1)).toBeLessThan(1e-9);
  }
});

it('fails as the filter does', () => {
  const path = rauchTungStriebel({ x: [1, NaN], y: [1, 2], delta: 1, measurementVariance: 1 });
  expect(path).toMatchObject({ ok: false, error: { where: 'x, 2' } });
});
