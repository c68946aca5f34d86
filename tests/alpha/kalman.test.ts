import { describe, expect, it } from 'vitest';
import { kalman, type KalmanInput, type KalmanPath } from '../../src/alpha/kalman';
import { intradayPair, kalmanReference } from '../reference/intradayPair';
import { nile } from '../reference/nile';
import { conditionalState, logDensity } from './gaussian';
import { randomSystem, simulate } from './systems';

function filtered(input: KalmanInput): KalmanPath {
  const path = kalman(input);
  if (!path.ok) throw new Error(path.error.message);
  return path.value;
}

describe('on JPM and BAC', () => {
  const { delta, measurementVariance, finalStateCovariance, logLikelihood } = kalmanReference;
  const path = filtered({ ...intradayPair, delta, measurementVariance });

  // 1e-9: some ten digits are left of a double's sixteen after 1,950 bars of sums in another order.
  it.each(kalmanReference.checkpoints)('agrees with numpy at bar $bar', ({ bar, ...expected }) => {
    for (const [name, value] of Object.entries(expected)) {
      const own = path[name as keyof typeof expected][bar]!;
      expect(Math.abs(own / value - 1)).toBeLessThan(1e-9);
    }
  });

  it('agrees with numpy on the final covariance and the likelihood', () => {
    const pairs = finalStateCovariance
      .flat()
      .map((value, i) => [value, path.finalStateCovariance.flat()[i]!]);
    for (const [value, own] of [...pairs, [logLikelihood, path.logLikelihood]]) {
      expect(Math.abs(own! / value! - 1)).toBeLessThan(1e-9);
    }
  });
});

// Durbin & Koopman (2012), 2.2; the last digits from statsmodels. A local level is a hedge against an x of 0.
it('gives the published local level of the Nile', () => {
  const noises = {
    delta: 1469.1,
    measurementVariance: 15099,
    initialCovariance: 'diffuse' as const,
  };
  const { alpha, alphaSd, beta, logLikelihood } = filtered({
    x: new Float64Array(100),
    y: nile,
    ...noises,
  });
  expect(alpha[1]).toBeCloseTo(1140.92784, 6);
  expect(alphaSd[1]! ** 2).toBeCloseTo(7899.736379, 6);
  expect(alpha[99]).toBeCloseTo(798.370293, 6);
  expect(alphaSd[99]! ** 2).toBeCloseTo(4032.157942, 6);
  expect(logLikelihood).toBeCloseTo(-632.545625, 5);
  expect(beta.every((state) => state === 0)).toBe(true);
});

// 1e-8 of the state's own size: what dense inverses of 12 x 12 leave of a double's digits.
it('agrees with the joint normal law on 100 random systems', () => {
  for (let seed = 0; seed < 100; seed++) {
    const system = randomSystem(seed);
    const path = filtered(system);
    const first = system.initialCovariance === 'diffuse' ? 1 : 0;
    for (let t = first; t < system.x.length; t++) {
      const { state, covariance } = conditionalState(system, t, t + 1);
      const [scaleA, scaleB] = state.map((value) => 1 + Math.abs(value)) as [number, number];
      expect(Math.abs(path.alpha[t]! - state[0]!) / scaleA).toBeLessThan(1e-8);
      expect(Math.abs(path.beta[t]! - state[1]!) / scaleB).toBeLessThan(1e-8);
      expect(Math.abs(path.alphaSd[t]! ** 2 - covariance[0]![0]!)).toBeLessThan(1e-8);
      expect(Math.abs(path.betaSd[t]! ** 2 - covariance[1]![1]!)).toBeLessThan(1e-8);
    }
    const { covariance } = conditionalState(system, 11, 12);
    const final = path.finalStateCovariance.flat();
    covariance.flat().forEach((value, i) => expect(Math.abs(value - final[i]!)).toBeLessThan(1e-8));
    if (first === 1) continue;
    expect(Math.abs(path.logLikelihood / logDensity(system) - 1)).toBeLessThan(1e-8);
  }
});

it('holds the true hedge ratio in its 95 % band as often as it says', () => {
  const runs = 500;
  let inside = 0;
  for (let seed = 0; seed < runs; seed++) {
    const truth = simulate(seed, 200, { delta: 1e-3, measurementVariance: 0.1 });
    const { beta, betaSd } = filtered({ ...truth, initialCovariance: 'diffuse' });
    if (Math.abs(beta[199]! - truth.beta[199]!) < 1.959964 * betaSd[199]!) inside++;
  }
  const standardError = Math.sqrt(runs * 0.95 * 0.05);
  expect(Math.abs(inside - 0.95 * runs)).toBeLessThan(3 * standardError);
});

describe('what is degenerate', () => {
  const { x, y } = simulate(7, 50, { delta: 1e-3, measurementVariance: 0.1 });
  const constant = new Float64Array(50).fill(3);

  const isClean = (path: KalmanPath): boolean =>
    Object.values(path).every((field: unknown) =>
      [field]
        .flat(2)
        .every((part) => !Number.isNaN(part) && !(part as Float64Array).some?.(Number.isNaN)),
    );

  it.each<[string, KalmanInput]>([
    ['x constant', { x: constant, y, delta: 1e-3, measurementVariance: 0.1 }],
    [
      'x constant, a diffuse start',
      { x: constant, y, delta: 1e-3, measurementVariance: 0.1, initialCovariance: 'diffuse' },
    ],
    ['x zero', { x: new Float64Array(50), y, delta: 1e-3, measurementVariance: 0.1 }],
    ['one bar', { x: [2], y: [5], delta: 1e-3, measurementVariance: 0.1 }],
    [
      'one bar, a diffuse start',
      { x: [2], y: [5], delta: 1e-3, measurementVariance: 0.1, initialCovariance: 'diffuse' },
    ],
    [
      'prices of 1e12',
      {
        x: x.map((p) => p * 1e12),
        y: y.map((p) => p * 1e12),
        delta: 1e-5,
        measurementVariance: 1e-3,
      },
    ],
    [
      'prices of 1e12, a diffuse start',
      {
        x: x.map((p) => p * 1e12),
        y: y.map((p) => p * 1e12),
        delta: 1e-5,
        measurementVariance: 1e-3,
        initialCovariance: 'diffuse',
      },
    ],
    ['R = 0', { x, y, delta: 1e-3, measurementVariance: 0 }],
    [
      'R = 0, a diffuse start',
      { x, y, delta: 1e-3, measurementVariance: 0, initialCovariance: 'diffuse' },
    ],
    ['delta = 0', { x, y, delta: 0, measurementVariance: 0.1 }],
    [
      'delta = 0, a diffuse start',
      { x, y, delta: 0, measurementVariance: 0.1, initialCovariance: 'diffuse' },
    ],
  ])('%s: no number is NaN', (_, input) => {
    expect(isClean(filtered(input))).toBe(true);
  });

  // 1e-12 of y: rounding of one product.
  it('without measurement noise the state explains every price', () => {
    const { alpha, beta } = filtered({ x, y, delta: 1e-3, measurementVariance: 0 });
    y.forEach((price, t) => expect(alpha[t]! + beta[t]! * x[t]!).toBeCloseTo(price, 12));
  });

  it('without process noise a known state stays, a diffuse one goes to least squares', () => {
    const known = filtered({ x, y, delta: 0, measurementVariance: 0.1, initialState: [1, 2] });
    expect([...new Set(known.alpha), ...new Set(known.beta)]).toEqual([1, 2]);
    const { beta, betaSd } = filtered({
      x,
      y,
      delta: 0,
      measurementVariance: 0.1,
      initialCovariance: 'diffuse',
    });
    const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / 50;
    const [meanX, meanY] = [mean(x), mean(y)];
    const xx = x.reduce((sum, v) => sum + (v - meanX) ** 2, 0);
    const xy = x.reduce((sum, v, t) => sum + (v - meanX) * (y[t]! - meanY), 0);
    expect(beta[49]).toBeCloseTo(xy / xx, 10); // of 50 rank-one updates
    expect(betaSd[49]).toBeCloseTo(Math.sqrt(0.1 / xx), 10);
  });

  it('a constant x leaves a diffuse hedge ratio open, and the forecast not', () => {
    const noises = { delta: 1e-3, measurementVariance: 0.1, initialCovariance: 'diffuse' as const };
    const path = filtered({ x: constant, y, ...noises });
    expect(path.openBars).toBe(50);
    expect(path.betaSd[49]).toBe(Infinity);
    expect(path.finalStateCovariance).toEqual([[Infinity, -Infinity], [-Infinity, Infinity]]); // prettier-ignore
    expect(path.innovationSd[49]).toBeLessThan(1);
    expect(path.innovationSd[0]).toBe(Infinity);
  });

  const noises = { delta: 1e-3, measurementVariance: 0.1 };
  it.each<[string, unknown, string]>([
    ['no bars', { x: [], y: [], ...noises }, 'x'],
    ['different lengths', { x: [1, 2], y: [1], ...noises }, 'y'],
    ['a price that is NaN', { x: [1, NaN], y: [1, 2], ...noises }, 'x, 2'],
    ['a price that is missing', { x: [1, undefined], y: [1, 2], ...noises }, 'x, 2'],
    ['a price beyond all measure', { x: [1, 2], y: [1e200, 2], ...noises }, 'y, 1'],
    ['a negative delta', { x, y, ...noises, delta: -1 }, 'delta'],
    ['a delta that is NaN', { x, y, ...noises, delta: NaN }, 'delta'],
    ['an infinite R', { x, y, ...noises, measurementVariance: Infinity }, 'measurementVariance'],
    ['no noise at all', { x, y, delta: 0, measurementVariance: 0 }, 'delta'],
    ['a start of one number', { x, y, ...noises, initialState: [1] }, 'initialState'],
    [
      'an indefinite start',
      {
        x,
        y,
        ...noises,
        initialCovariance: [
          [1, 2],
          [2, 1],
        ],
      },
      'initialCovariance',
    ],
    ['a start of one row', { x, y, ...noises, initialCovariance: [[1, 0]] }, 'initialCovariance'],
  ])('%s: a sentence, and where', (_, input, where) => {
    expect(kalman(input as KalmanInput)).toMatchObject({ ok: false, error: { where } });
  });

  it('noises too large to compute with: a sentence', () => {
    const path = kalman({ x, y, delta: 1e308, measurementVariance: 1e308 });
    expect(path).toMatchObject({ ok: false, error: { code: 'tooLarge' } });
  });
});
