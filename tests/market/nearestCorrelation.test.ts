import { describe, expect, it } from 'vitest';
import { matrixOf, symmetricEigen } from '../../src/math/eigen';
import {
  clipSpectrum,
  nearestCorrelation,
  shrinkToIdentity,
} from '../../src/market/nearestCorrelation';
import type { Result } from '../../src/result';
import {
  difference,
  frobenius,
  randomCorrelation,
  randomSymmetric,
  smallestEigenvalue,
} from '../math/matrices';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** The correlation matrix of three assets. */
function three(r12: number, r13: number, r23: number): number[][] {
  return [
    [1, r12, r13],
    [r12, 1, r23],
    [r13, r23, 1],
  ];
}

/** Ones on the diagonal, positive semidefinite to n roundings. */
function expectCorrelation(matrix: number[][]): void {
  matrix.forEach((row, i) => {
    expect(row[i]).toBe(1);
    row.forEach((value, j) => expect(value).toBe(matrix[j]![i]));
  });
  expect(smallestEigenvalue(matrix)).toBeGreaterThan(-1e-14 * matrix.length);
}

/** Algorithm 3.3 of Higham (2002) as it is printed, on whole matrices and without acceleration. */
function alternatingProjections(matrix: number[][], iterations: number): number[][] {
  let correction = matrix.map((row) => row.map(() => 0));
  let y = matrix;
  for (let k = 0; k < iterations; k++) {
    const r = difference(y, correction);
    const { values, vectors } = symmetricEigen(r);
    const x = matrixOf({ values: values.map((value) => Math.max(value, 0)), vectors });
    correction = difference(x, r);
    y = x.map((row, i) => row.with(i, 1));
  }
  return y;
}

function inner(a: number[][], b: number[][], weight: (i: number, j: number) => number): number {
  return a.reduce(
    (sum, row, i) => row.reduce((s, value, j) => s + weight(i, j) * value * b[i]![j]!, sum),
    0,
  );
}

describe('nearestCorrelation: the published cases, to 1e-8', () => {
  it('Higham (2002), section 4: [[1, 1, 0], [1, 1, 1], [0, 1, 1]]', () => {
    const { correlation, frobeniusDistance } = valueOf(nearestCorrelation(three(1, 0, 1)));
    expect(correlation[0]![1]).toBeCloseTo(0.7606898534, 8);
    expect(correlation[1]![2]).toBeCloseTo(0.7606898534, 8);
    expect(correlation[0]![2]).toBeCloseTo(0.1572981061, 8);
    expect(frobeniusDistance).toBeCloseTo(0.5277904636, 8);
  });

  it('Higham (2002), section 4: tridiagonal (-1, 2, -1) of size 4, ones on the diagonal', () => {
    const matrix = Array.from({ length: 4 }, (_, i) =>
      Array.from({ length: 4 }, (_, j) => [1, -1, 0, 0][Math.abs(i - j)]!),
    );
    const { correlation } = valueOf(nearestCorrelation(matrix));
    const expected = [
      [0, 1, -0.8084124981],
      [2, 3, -0.8084124981],
      [0, 2, 0.1915875019],
      [1, 3, 0.1915875019],
      [0, 3, 0.106775049],
      [1, 2, -0.6562326948],
    ] as const;
    for (const [i, j, value] of expected) expect(correlation[i]![j]).toBeCloseTo(value, 8);
  });

  it('QuantLib, matrices.cpp and covariance.cpp: (0.9, 0.7, 0.3), by Higham and by the spectrum', () => {
    const matrix = three(0.9, 0.7, 0.3);
    const nearest = valueOf(nearestCorrelation(matrix));
    expect(nearest.correlation[0]![1]).toBeCloseTo(0.894575292, 8);
    expect(nearest.correlation[0]![2]).toBeCloseTo(0.6966207666, 8);
    expect(nearest.correlation[1]![2]).toBeCloseTo(0.3025436001, 8);
    expect(nearest.frobeniusDistance).toBeCloseTo(0.0097279573, 8);
    const clipped = valueOf(clipSpectrum(matrix));
    expect(clipped.correlation[0]![1]).toBeCloseTo(0.894024408508599, 13);
    expect(clipped.correlation[0]![2]).toBeCloseTo(0.696319066114392, 13);
    expect(clipped.correlation[1]![2]).toBeCloseTo(0.300969036104592, 13);
  });
});

describe('the three repairs', () => {
  it('on 200 random matrices of 2 to 40 assets: possible, and the nearest is never farther than the others', () => {
    let [indefinite, mostIterations] = [0, 0];
    for (let seed = 0; seed < 200; seed++) {
      const matrix = randomSymmetric(seed, 2 + (seed % 39));
      const nearest = valueOf(nearestCorrelation(matrix));
      const clipped = valueOf(clipSpectrum(matrix));
      const shrunk = valueOf(shrinkToIdentity(matrix));
      for (const { correlation, frobeniusDistance } of [nearest, clipped, shrunk]) {
        expectCorrelation(correlation);
        expect(frobeniusDistance).toBeCloseTo(frobenius(difference(correlation, matrix)), 12);
      }
      // The diagonal is met to 1e-12 before it is scaled to ones.
      const reach = nearest.frobeniusDistance - 1e-11;
      expect(reach).toBeLessThanOrEqual(clipped.frobeniusDistance);
      expect(reach).toBeLessThanOrEqual(shrunk.frobeniusDistance);
      if (smallestEigenvalue(matrix) < 0) indefinite++;
      mostIterations = Math.max(mostIterations, nearest.iterations);
    }
    expect(indefinite).toBeGreaterThan(180);
    expect(mostIterations).toBeLessThan(100);
  });

  /** X is the projection of A on a convex set exactly when <A - X, Z - X> <= 0 for all Z of the set. */
  it('the nearest is a projection: no other correlation matrix lies beyond the plane through it', () => {
    for (let seed = 0; seed < 40; seed++) {
      const n = 3 + (seed % 20);
      const matrix = randomSymmetric(seed, n);
      const weights = Array.from({ length: n }, (_, i) => 1 + ((i * 7 + seed) % 5));
      for (const w of [undefined, weights]) {
        const { correlation } = valueOf(nearestCorrelation(matrix, { weights: w }));
        expectCorrelation(correlation);
        const weight = (i: number, j: number): number => (w ? w[i]! * w[j]! : 1);
        const gap = difference(matrix, correlation);
        for (let other = 0; other < 20; other++) {
          const z = randomCorrelation(1000 * seed + other, n, 1 + (other % n), 0);
          // n^2 products of entries right to 1e-12, weights up to 25.
          expect(inner(gap, difference(z, correlation), weight)).toBeLessThan(1e-9);
        }
        // The ray through X from 0 leaves the set at X but for the diagonal, which is fixed.
        const identity = matrix.map((row, i) => row.map((_, j) => Number(i === j)));
        expect(inner(gap, difference(identity, correlation), weight)).toBeLessThan(1e-9);
      }
    }
  });

  it("is where Higham's own algorithm goes, to 1e-9 after 2,000 plain iterations", () => {
    for (let seed = 0; seed < 12; seed++) {
      const matrix = randomSymmetric(seed + 50, 3 + (seed % 6));
      const plain = alternatingProjections(matrix, 2000);
      const { correlation } = valueOf(nearestCorrelation(matrix));
      plain.flat().forEach((value, i) => expect(correlation.flat()[i]).toBeCloseTo(value, 9));
    }
  });

  it('leaves a matrix that is possible as it is', () => {
    const matrix = randomCorrelation(5, 12);
    expect(valueOf(nearestCorrelation(matrix))).toEqual({
      ...{ correlation: matrix, frobeniusDistance: 0, iterations: 1 },
    });
    expect(valueOf(clipSpectrum(matrix)).correlation).toEqual(matrix);
    expect(valueOf(shrinkToIdentity(matrix))).toMatchObject({
      ...{ correlation: matrix, shrinkage: 0 },
    });
    expect(valueOf(nearestCorrelation([[1]])).correlation).toEqual([[1]]);
  });

  it('moves the heavy asset less: weights pull the correction elsewhere', () => {
    const matrix = three(0.9, 0.7, 0.3);
    const alike = valueOf(nearestCorrelation(matrix, { weights: [5, 5, 5] })).correlation;
    const plain = valueOf(nearestCorrelation(matrix)).correlation;
    alike.flat().forEach((value, i) => expect(value).toBeCloseTo(plain.flat()[i]!, 10));
    const heavy = valueOf(nearestCorrelation(matrix, { weights: [100, 1, 1] })).correlation;
    expect(Math.abs(heavy[0]![1]! - 0.9)).toBeLessThan(Math.abs(plain[0]![1]! - 0.9) / 10);
    expect(Math.abs(heavy[1]![2]! - 0.3)).toBeGreaterThan(Math.abs(plain[1]![2]! - 0.3));
  });

  it('shrinks by no more than it must: the smallest eigenvalue ends at zero', () => {
    const { correlation, shrinkage } = valueOf(shrinkToIdentity(three(0.9, 0.7, 0.3)));
    expect(Math.abs(smallestEigenvalue(correlation))).toBeLessThan(1e-15);
    // QuantLib's smallest eigenvalue -0.0073524 to its seven decimals.
    expect(shrinkage).toBeCloseTo(0.0073524 / 1.0073524, 7);
    expect(correlation[0]![1]).toBeCloseTo(0.9 * (1 - shrinkage), 15);
  });

  it('takes the extremes: every correlation -1, and ones that contradict each other', () => {
    for (const n of [3, 10, 32]) {
      const opposed = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => (i === j ? 1 : -1)),
      );
      const { correlation } = valueOf(nearestCorrelation(opposed));
      expectCorrelation(correlation);
      // By symmetry all are equal, and the least that n assets can all have is -1 / (n - 1).
      expect(correlation[0]![1]).toBeCloseTo(-1 / (n - 1), 10);
    }
    const signs = randomSymmetric(9, 24).map((row) => row.map((value) => Math.sign(value)));
    expectCorrelation(valueOf(nearestCorrelation(signs)).correlation);
  });
});

describe('refuses with a sentence', () => {
  it.each([
    ['no rows', [], 'empty', 'no rows'],
    ['no square', [[1, 0]], 'notSquare', '1 rows but row 1 has 2'],
    [
      'no number',
      [
        [1, NaN],
        [NaN, 1],
      ],
      'notFinite',
      'Entry 1, 2 is not a number',
    ],
    ['an infinity', [[Infinity]], 'notFinite', 'not a number'],
    [
      'no symmetry',
      [
        [1, 0.5],
        [0.4, 1],
      ],
      'notSymmetric',
      'entry 2, 1 is 0.4',
    ],
    [
      'a covariance',
      [
        [4e-4, 0],
        [0, 1e-4],
      ],
      'notUnitDiagonal',
      'Diagonal entry 1 is 0.0004',
    ],
    [
      'an entry of 1.5',
      [
        [1, 1.5],
        [1.5, 1],
      ],
      'beyondOne',
      'Entry 1, 2 is 1.5',
    ],
  ])('%s', (_, matrix, code, words) => {
    for (const repair of [nearestCorrelation, clipSpectrum, shrinkToIdentity]) {
      const result: Result<unknown> = repair(matrix);
      expect(result).toMatchObject({ ok: false, error: { code } });
      expect(!result.ok && result.error.message).toContain(words);
    }
  });

  it.each([
    [[1]],
    [[1, 0, 1]],
    [[1, -1, 1]],
    [[1, NaN, 1]],
    [[1, Infinity, 1]],
    [[0, 0, 0]],
    [[-1, -1, -1]],
    [[1, 1, 1e-4]],
  ])('weights %j', (weights) => {
    expect(nearestCorrelation(three(0.9, 0.7, 0.3), { weights })).toMatchObject({
      ok: false,
      error: { code: 'badWeights', where: 'weights' },
    });
  });
});
