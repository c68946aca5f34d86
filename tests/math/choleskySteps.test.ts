import { describe, expect, it } from 'vitest';
import { cholesky } from '../../src/math/cholesky';
import { choleskySteps, type Cell, type CholeskyStep } from '../../src/math/choleskySteps';
import { astraBook } from '../reference/astraBook';
import { randomCovariance } from './matrices';

function stepsOf(matrix: number[][]): CholeskyStep[] {
  const result = choleskySteps(matrix);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const key = ([row, column]: Cell): string => `${row},${column}`;

describe('choleskySteps', () => {
  it('ends with the factor that the risk is computed with, bit for bit', () => {
    for (const n of [1, 2, 3, 6, 32]) {
      const matrix = randomCovariance(n, n, 5, 0.1);
      const factored = cholesky(matrix);
      const steps = stepsOf(matrix);
      expect(steps).toHaveLength(n);
      expect(steps.at(-1).factor).toEqual(factored.ok && factored.value.factor);
    }
  });

  it('gives the numbers by hand: the factor of [[4, 2, -2], [2, 10, 2], [-2, 2, 6]]', () => {
    const steps = stepsOf([
      [4, 2, -2],
      [2, 10, 2],
      [-2, 2, 6],
    ]);
    expect(steps.map(({ pivot }) => pivot)).toEqual([4, 9, 4]);
    expect(steps[1]).toEqual({
      index: 1,
      pivot: 9,
      reads: [
        [1, 0],
        [2, 0],
      ],
      writes: [
        [1, 1],
        [2, 1],
      ],
      terms: [
        { row: 1, entry: 10, products: [1], rest: 9, value: 3 },
        { row: 2, entry: 2, products: [-1], rest: 3, value: 1 },
      ],
      factor: [
        [2, 0, 0],
        [1, 3, 0],
        [-1, 1, 0],
      ],
      isFailed: false,
    });
  });

  it('writes every cell of the lower triangle once, and reads only what stands already', () => {
    const written = new Set<string>();
    for (const { reads, writes } of stepsOf(astraBook.covarianceDaily)) {
      expect(reads.every((cell) => written.has(key(cell)))).toBe(true);
      for (const cell of writes) {
        expect(written.has(key(cell))).toBe(false);
        written.add(key(cell));
      }
    }
    expect(written.size).toBe(21);
  });

  it('stops at the pivot that fails and keeps the columns before it', () => {
    const steps = stepsOf([
      [1, 0.9, 0.7],
      [0.9, 1, 0.3],
      [0.7, 0.3, 1],
    ]);
    const last = steps.at(-1);
    expect(last).toMatchObject({ index: 2, isFailed: true });
    expect(last.pivot).toBeCloseTo(1 - 0.49 - 0.33 ** 2 / 0.19, 14);
    expect(last.terms).toHaveLength(1);
    expect(last.factor.map((row) => row[2])).toEqual([0, 0, 0]);
  });

  it('passes a pivot of zero: a zero column', () => {
    const steps = stepsOf([
      [1, 1],
      [1, 1],
    ]);
    expect(steps[1]).toMatchObject({ pivot: 0, isFailed: false });
  });

  it.each([
    [[[1, 0]], 'notSquare'],
    [[[NaN]], 'notFinite'],
    [
      [
        [1, 0.5],
        [0.4, 1],
      ],
      'notSymmetric',
    ],
  ])('refuses %j', (matrix, code) => {
    expect(choleskySteps(matrix)).toMatchObject({ ok: false, error: { code } });
  });
});
