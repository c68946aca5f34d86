import { describe, expect, it } from 'vitest';
import { cholesky } from '../../src/math/cholesky';
import { possibleInterval } from '../../src/math/correlationInterval';
import { randomCorrelation, smallestEigenvalue } from './matrices';

function intervalOf(matrix: number[][], i: number, j: number): [number, number] {
  const result = possibleInterval(matrix, i, j);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function changed(matrix: number[][], i: number, j: number, value: number): number[][] {
  const copy = matrix.map((row) => [...row]);
  copy[i]![j] = copy[j]![i] = value;
  return copy;
}

describe('possibleInterval', () => {
  it('of three assets is r13 r23 +- sqrt((1 - r13^2)(1 - r23^2))', () => {
    const [low, high] = intervalOf(
      [
        [1, 0, 0.8],
        [0, 1, 0.6],
        [0.8, 0.6, 1],
      ],
      0,
      1,
    );
    expect(low).toBeCloseTo(0, 14);
    expect(high).toBeCloseTo(0.96, 14);
  });

  /**
   * An end moved by a rounding e moves the smallest eigenvalue by at most 2 e; the eigenvalue itself is right to a few
   * roundings of the largest, below 32. The interval's own error is a rounding times the condition of the rest, kept
   * below 1e4 here: 1e-10 leaves room, 1.3e-14 is the worst seen.
   */
  it('ends where the smallest eigenvalue is 0 to 1e-10, on 500 random matrices of 2 to 32 assets', () => {
    let worst = 0;
    for (let seed = 0; seed < 500; seed++) {
      const n = 2 + (seed % 31);
      const matrix = randomCorrelation(seed, n, 1 + (seed % 12), 0.01 + (seed % 5) / 10);
      const i = seed % n;
      const j = (i + 1 + (seed % (n - 1))) % n;
      const [low, high] = intervalOf(matrix, i, j);
      const at = (value: number): number => smallestEigenvalue(changed(matrix, i, j, value));
      worst = Math.max(worst, Math.abs(at(low)), Math.abs(at(high)));
      // A drag that stops there leaves a matrix with a factor.
      for (const end of [low, high]) expect(cholesky(changed(matrix, i, j, end)).ok).toBe(true);
      const width = high - low;
      expect(matrix[i]![j]! > low && matrix[i]![j]! < high).toBe(true);
      for (const share of [0.01, 0.5, 0.99]) expect(at(low + share * width)).toBeGreaterThan(1e-12);
      for (const share of [-0.01, 1.01]) expect(at(low + share * width)).toBeLessThan(-1e-12);
    }
    expect(worst).toBeLessThan(1e-10);
  });

  it('does not read the entry itself, nor minds which way round it is asked for', () => {
    const matrix = randomCorrelation(7, 9);
    const interval = intervalOf(matrix, 2, 5);
    expect(intervalOf(changed(matrix, 2, 5, -1), 2, 5)).toEqual(interval);
    intervalOf(matrix, 5, 2).forEach((end, k) => expect(end).toBeCloseTo(interval[k]!, 13));
  });

  it('of two assets is everything', () => {
    expect(
      intervalOf(
        [
          [1, 0.3],
          [0.3, 1],
        ],
        0,
        1,
      ),
    ).toEqual([-1, 1]);
  });

  it('at the edge of one cell the others cannot move outwards', () => {
    const matrix = randomCorrelation(3, 5);
    const edge = changed(matrix, 0, 1, intervalOf(matrix, 0, 1)[1]);
    const [low, high] = intervalOf(edge, 2, 3);
    const present = matrix[2]![3]!;
    // The root of a rounding: the end of an interval is where its width squared is zero.
    expect(Math.min(Math.abs(present - low), Math.abs(present - high))).toBeLessThan(1e-6);
  });

  it('is a point between names that are copies of others', () => {
    const twins = [
      [1, 1, 0.3],
      [1, 1, 0.3],
      [0.3, 0.3, 1],
    ];
    intervalOf(twins, 0, 2).forEach((end) => expect(end).toBeCloseTo(0.3, 12));
    expect(intervalOf(twins, 0, 1)[1]).toBe(1);
  });

  it('says so where no value will do', () => {
    const contradiction = [
      [1, 0.9, -0.9, 0],
      [0.9, 1, 0.9, 0],
      [-0.9, 0.9, 1, 0],
      [0, 0, 0, 1],
    ];
    expect(possibleInterval(contradiction, 0, 3)).toMatchObject({
      ok: false,
      error: { code: 'noPossibleValue' },
    });
    expect(possibleInterval(contradiction, 0, 1).ok).toBe(true);
  });

  it.each([
    ['one asset twice', [[1]], 0, 0, 'badPair'],
    ['an asset that is not there', [[1]], 0, 1, 'badPair'],
    ['a diagonal of 2', [[2]], 0, 0, 'notUnitDiagonal'],
    ['no number', [[NaN]], 0, 0, 'notFinite'],
    ['no square', [[1, 0]], 0, 1, 'notSquare'],
  ])('refuses %s', (_, matrix, i, j, code) => {
    expect(possibleInterval(matrix, i, j)).toMatchObject({ ok: false, error: { code } });
  });
});
