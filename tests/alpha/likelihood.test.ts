import { describe, expect, it } from 'vitest';
import { finish, kalman, type KalmanInput } from '../../src/alpha/kalman';
import { maximumLikelihood } from '../../src/alpha/likelihood';
import { likelihoodSurface, studyingNoise } from '../../src/alpha/likelihoodSurface';
import { intradayPair } from '../reference/intradayPair';
import { nile } from '../reference/nile';
import { simulate } from './systems';

const noises = { delta: 1e-3, measurementVariance: 0.05 };
const diffuse = { initialCovariance: 'diffuse' as const };

function maximum(input: KalmanInput) {
  const found = maximumLikelihood(input);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

function logLikelihood(input: KalmanInput): number {
  const path = kalman(input);
  return path.ok ? path.value.logLikelihood : NaN;
}

describe('maximum likelihood', () => {
  it('finds the published noises of the Nile', () => {
    const input = {
      x: new Float64Array(100),
      y: nile,
      delta: 1,
      measurementVariance: 1,
      ...diffuse,
    };
    const found = maximum(input);
    // Published as 1469.1 and 15099, four digits of them; the likelihood is flat to 1e-6 there.
    expect(Math.abs(found.delta / 1469.1 - 1)).toBeLessThan(2e-4);
    expect(Math.abs(found.measurementVariance / 15099 - 1)).toBeLessThan(2e-4);
    expect(found.logLikelihood).toBeCloseTo(-632.5456, 3);
    expect(found.atBound).toBe(false);
  });

  it('recovers known noises within 3 standard errors, which are as large as they say', () => {
    let squares = 0;
    const runs = 40;
    for (let seed = 0; seed < runs; seed++) {
      const found = maximum({ ...simulate(seed, 1000, noises), ...diffuse });
      const error = Math.log(found.delta / noises.delta) / found.standardErrors!.logDelta;
      const noiseError =
        Math.log(found.measurementVariance / noises.measurementVariance) /
        found.standardErrors!.logMeasurementVariance;
      // Of 80 normal draws the largest is below 4 in 199 of 200 cases; the sum of squares is judged below.
      expect(Math.abs(error)).toBeLessThan(4);
      expect(Math.abs(noiseError)).toBeLessThan(4);
      squares += error ** 2 + noiseError ** 2;
    }
    // Chi-squared with 80 degrees of freedom, if not quite independent: 3 standard errors of the mean square.
    expect(Math.abs(squares / (2 * runs) - 1)).toBeLessThan(3 * Math.sqrt(2 / (2 * runs)));
  });

  it('recovers them within 3 standard errors from 20,000 bars', () => {
    const found = maximum({ ...simulate(77, 20_000, noises), ...diffuse });
    const { logDelta, logMeasurementVariance } = found.standardErrors!;
    expect(Math.abs(Math.log(found.delta / noises.delta))).toBeLessThan(3 * logDelta);
    const noiseError = Math.log(found.measurementVariance / noises.measurementVariance);
    expect(Math.abs(noiseError)).toBeLessThan(3 * logMeasurementVariance);
    expect(logDelta).toBeLessThan(0.1);
  });

  it('is nowhere exceeded around it, and the standard errors are the curvature there', () => {
    const input = { ...simulate(5, 500, noises), ...diffuse };
    const found = maximum(input);
    const at = (u: number, v: number): number =>
      logLikelihood({
        ...input,
        delta: found.delta * Math.exp(u),
        measurementVariance: found.measurementVariance * Math.exp(v),
      });
    for (const [u, v] of [
      [0.1, 0],
      [-0.1, 0],
      [0, 0.1],
      [0, -0.1],
      [0.1, -0.1],
      [-0.1, 0.1],
    ]) {
      expect(at(u!, v!)).toBeLessThan(found.logLikelihood);
    }
    const h = 0.02;
    const uu = -(at(h, 0) - 2 * at(0, 0) + at(-h, 0)) / h ** 2;
    const vv = -(at(0, h) - 2 * at(0, 0) + at(0, -h)) / h ** 2;
    const uv = -(at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h * h);
    const determinant = uu * vv - uv * uv;
    // 1 %: both are differences of second order, with steps of 0.02 and 0.05.
    const { logDelta, logMeasurementVariance } = found.standardErrors!;
    expect(Math.abs(logDelta / Math.sqrt(vv / determinant) - 1)).toBeLessThan(0.01);
    expect(Math.abs(logMeasurementVariance / Math.sqrt(uu / determinant) - 1)).toBeLessThan(0.01);
  });

  it('says where it ends at a bound: a first bar out of nowhere leaves no room for R', () => {
    const found = maximum({ ...intradayPair, delta: 1, measurementVariance: 1 });
    expect(found.atBound).toBe(true);
    expect(found.standardErrors).toBeUndefined();
    expect(found.measurementVariance).toBeGreaterThan(0);
  });

  it.each<[string, Partial<KalmanInput>, string]>([
    ['few bars', { x: [1, 2, 3], y: [1, 2, 4] }, 'tooShort'],
    ['y a line of x', { x: nile, y: nile.map((flow) => 3 + 2 * flow), ...diffuse }, 'noNoise'],
    [
      'a start of its own size',
      {
        initialCovariance: [
          [1, 0],
          [0, 1],
        ],
      },
      'badInput',
    ],
    ['a price that is NaN', { x: nile.with(3, NaN) }, 'badInput'],
  ])('%s: a sentence', (_, change, code) => {
    const input = { x: nile.toReversed(), y: nile, delta: 1, measurementVariance: 1, ...change };
    expect(maximumLikelihood(input)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('the surface', () => {
  const input = { ...intradayPair, delta: 1e-5, measurementVariance: 1e-3, ...diffuse };

  it('holds what the filter itself says at each of its points', () => {
    const study = finish(studyingNoise(input));
    if (!study.ok) throw new Error(study.error.message);
    const { surface, maximum } = study.value;
    for (const [i, j] of [
      [0, 0],
      [3, 40],
      [40, 2],
      [20, 20],
      [17, 33],
    ] as const) {
      const delta = surface.deltas[i]!;
      const measurementVariance = surface.measurementVariances[j]!;
      const own = logLikelihood({ ...input, delta, measurementVariance });
      // 1e-9: one pass of other noises, scaled.
      expect(Math.abs(surface.logLikelihood[i]![j]! / own - 1)).toBeLessThan(1e-9);
    }
    const highest = Math.max(...surface.logLikelihood.flat());
    expect(highest).toBeLessThanOrEqual(maximum.logLikelihood);
    expect(highest).toBeGreaterThan(maximum.logLikelihood - 1);
  });

  it.each([
    [1e-5, 1e-3],
    [0, 1e-3],
    [1e-5, 0],
    [1e-9, 10],
  ])('shows the maximum and the chosen point (delta %d, R %d)', (delta, measurementVariance) => {
    const best = { delta: 1e-6, measurementVariance: 1e-4 };
    const surface = finish(likelihoodSurface({ ...input, delta, measurementVariance }, best));
    if (!surface.ok) throw new Error(surface.error.message);
    const { deltas, measurementVariances, logLikelihood } = surface.value;
    for (const [axis, values] of [
      [deltas, [best.delta, delta]],
      [measurementVariances, [best.measurementVariance, measurementVariance]],
    ] as const) {
      for (const value of values.filter((noise) => noise > 0)) {
        expect(value).toBeGreaterThan(axis[0]!);
        expect(value).toBeLessThan(axis.at(-1));
      }
    }
    expect(logLikelihood.flat().every(Number.isFinite)).toBe(true);
  });

  it.each([
    [1e300, 1e-300],
    [5e-324, 1e300],
  ])('stays by the maximum where the chosen noises are absurd: %d, %d', (delta, variance) => {
    const study = finish(studyingNoise({ ...input, delta, measurementVariance: variance }));
    if (!study.ok) throw new Error(study.error.message);
    const { surface, maximum } = study.value;
    expect(surface.logLikelihood.flat().every(Number.isFinite)).toBe(true);
    // 1e-9: the maximum is at one end, a power of ten that was rounded.
    expect(surface.deltas[0]! * (1 - 1e-9)).toBeLessThan(maximum.delta);
    expect(surface.deltas.at(-1) * (1 + 1e-9)).toBeGreaterThan(maximum.delta);
  });
});
