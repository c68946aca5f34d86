import { describe, expect, it } from 'vitest';
import { conditionNumber, conditionOf } from '../../src/math/conditionNumber';
import { leastMix, matrixOf, symmetricEigen, symmetricSquareRoot } from '../../src/math/eigen';
import { difference, product, randomCorrelation, randomSymmetric } from './matrices';

const largestOf = (matrix: number[][]): number => Math.max(...matrix.flat().map(Math.abs));

describe('symmetricEigen', () => {
  it('A v = lambda v, the largest first, the vectors of length 1 and at right angles', () => {
    for (let n = 1; n <= 32; n++) {
      const matrix = randomSymmetric(n, n);
      const { values, vectors } = symmetricEigen(matrix);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      vectors.forEach((vector, k) =>
        matrix.forEach((row, i) => {
          const image = row.reduce((sum, a, j) => sum + a * vector[j]!, 0);
          expect(image).toBeCloseTo(values[k]! * vector[i]!, 12); // n roundings of a norm below 32
        }),
      );
      const gram = vectors.map((a) =>
        vectors.map((b) => a.reduce((sum, v, i) => sum + v * b[i]!, 0)),
      );
      gram.forEach((row, i) => row.forEach((v, j) => expect(v).toBeCloseTo(Number(i === j), 13)));
      expect(largestOf(difference(matrixOf({ values, vectors }), matrix))).toBeLessThan(1e-13);
      expect(conditionOf(values)).toBe(conditionNumber(matrix));
    }
  });

  it('the mix of least variance has it, negative where the matrix is impossible', () => {
    const matrix = [
      [1, 0.9, 0.7],
      [0.9, 1, 0.3],
      [0.7, 0.3, 1],
    ];
    const { weights, variance } = leastMix(symmetricEigen(matrix));
    const quadratic = weights.reduce(
      (sum, a, i) => sum + a * weights.reduce((s, b, j) => s + b * matrix[i]![j]!, 0),
      0,
    );
    expect(variance).toBeCloseTo(-0.0073524, 7); // QuantLib, matrices.cpp
    expect(quadratic).toBeCloseTo(variance, 14);
    expect(Math.hypot(...weights)).toBeCloseTo(1, 14);
    expect(Math.max(...weights)).toBe(Math.max(...weights.map(Math.abs)));
  });
});

describe('symmetricSquareRoot', () => {
  it('is symmetric, and its square is the matrix, to rounding', () => {
    for (let n = 1; n <= 32; n++) {
      const matrix = randomCorrelation(n, n);
      const result = symmetricSquareRoot(matrix);
      const root = result.ok ? result.value.root : [];
      root.forEach((row, i) => row.forEach((value, j) => expect(value).toBe(root[j]![i])));
      expect(largestOf(difference(product(root, root), matrix))).toBeLessThan(1e-13);
    }
  });

  it('of two assets is the known one: cos and sin of half the angle whose sine is the correlation', () => {
    const angle = Math.asin(0.6) / 2;
    const result = symmetricSquareRoot([
      [1, 0.6],
      [0.6, 1],
    ]);
    const root = result.ok ? result.value.root.flat() : [];
    [Math.cos(angle), Math.sin(angle), Math.sin(angle), Math.cos(angle)].forEach((value, i) =>
      expect(root[i]).toBeCloseTo(value, 14),
    );
  });

  it('takes a singular matrix, refuses an indefinite one and one that is no matrix', () => {
    expect(
      symmetricSquareRoot([
        [1, 1],
        [1, 1],
      ]).ok,
    ).toBe(true);
    const refused = symmetricSquareRoot([
      [1, 1.1],
      [1.1, 1],
    ]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'notPositiveSemidefinite' } });
    expect(!refused.ok && refused.error.message).toContain('-0.1000');
    expect(symmetricSquareRoot([[NaN]])).toMatchObject({ ok: false, error: { code: 'notFinite' } });
    expect(symmetricSquareRoot([])).toEqual({ ok: true, value: { root: [] } });
  });
});
