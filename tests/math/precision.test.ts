import { describe, expect, it } from 'vitest';
import { conditionNumber } from '../../src/math/conditionNumber';
import { precisionLoss, SINGLE_DIGITS, type PrecisionLoss } from '../../src/math/precision';
import { astraBook } from '../reference/astraBook';

function lossOf(matrix: number[][]): PrecisionLoss {
  const result = precisionLoss(matrix);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Two names with correlation 1 - gap. */
function twins(gap: number): number[][] {
  return [
    [1, 1 - gap],
    [1 - gap, 1],
  ];
}

describe('precisionLoss', () => {
  it('is nothing where float32 holds the factor exactly', () => {
    const loss = lossOf([
      [4, 2, -2],
      [2, 10, 2],
      [-2, 2, 6],
    ]);
    expect(loss.single).toEqual(loss.double);
    expect(loss.digitsLost.flat().every((digits) => digits === 0)).toBe(true);
    expect(loss.failedAt).toBeUndefined();
  });

  it('every entry of the single factor is a float32', () => {
    const { single } = lossOf(astraBook.covarianceDaily);
    for (const value of single.flat()) expect(value).toBe(Math.fround(value));
  });

  /** First order: the error of the root of 1 - r^2 is that of r, half an ulp or 3e-8, over twice 1 - r^2. */
  it('of twins with a gap of 10^-k is about k digits in the last entry, none elsewhere', () => {
    for (const k of [2, 3, 4, 5, 6]) {
      // 1 - r in binary: no gap is a float32, so each has its rounding.
      const { digitsLost } = lossOf(twins(1.0123 * 10 ** -k));
      const last = digitsLost[1]![1]!;
      expect(last).toBeGreaterThan(k - 2.5);
      expect(last).toBeLessThan(k + 0.5);
      expect(digitsLost[0]).toEqual([0, 0]);
      expect(digitsLost[1]![0]).toBeLessThan(1);
    }
  });

  it('is bounded by the condition: digits lost are at most its logarithm and that of n roundings', () => {
    const { digitsLost } = lossOf(astraBook.covarianceDaily);
    const bound = Math.log10(conditionNumber(astraBook.covarianceDaily) * 6 * 6);
    expect(Math.max(...digitsLost.flat())).toBeLessThan(bound);
  });

  it('is everything where float32 sees a singular matrix and float64 does not', () => {
    const { single, double, digitsLost, failedAt } = lossOf(twins(1e-9));
    expect(failedAt).toBe(1);
    expect(double[1]![1]).toBeCloseTo(Math.sqrt(2e-9), 9);
    expect(single[1]![1]).toBe(0);
    expect(digitsLost[1]![1]).toBe(SINGLE_DIGITS);
  });

  it('blames float32 for nothing that fails in float64 too', () => {
    const loss = lossOf([
      [1, 0.9, 0.7],
      [0.9, 1, 0.3],
      [0.7, 0.3, 1],
    ]);
    expect(loss.failedAt).toBeUndefined();
    expect(loss.single[2]![2]).toBe(0);
    expect(loss.digitsLost[2]![2]).toBe(0);
  });

  it('refuses what is no symmetric matrix', () => {
    expect(precisionLoss([[NaN]])).toMatchObject({ ok: false, error: { code: 'notFinite' } });
    expect(precisionLoss([[1, 2]])).toMatchObject({ ok: false, error: { code: 'notSquare' } });
  });
});
