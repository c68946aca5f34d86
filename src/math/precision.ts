/** How many digits a factor loses in single precision. */
import { success, type Result } from '../result';
import { factorColumns, zeros } from './cholesky';
import { checkSymmetric } from './symmetric';

/** Decimal digits of a float32: its 24 binary ones. */
export const SINGLE_DIGITS = 24 * Math.log10(2);

export interface PrecisionLoss {
  /** n x n factors; columns from a failed pivot on are zero. */
  double: number[][];
  single: number[][];
  /** Of the 7.2 that a float32 holds: 0 is none, {@link SINGLE_DIGITS} all; n x n, zero above the diagonal. */
  digitsLost: number[][];
  /** The pivot, from 0, that is not positive in float32 where it is in float64. */
  failedAt: number | undefined;
}

/**
 * The Cholesky factor of a symmetric matrix (n x n) in float32, every operation rounded, beside that in float64. An
 * entry has lost log10 |single - double| / |double| + 7.2 digits. Fails where the matrix is not square, finite and
 * symmetric.
 */
export function precisionLoss(matrix: number[][]): Result<PrecisionLoss> {
  const shape = checkSymmetric(matrix);
  if (!shape.ok) return shape;
  const double = zeros(matrix.length);
  let doneInDouble = 0;
  for (const column of factorColumns(matrix, double)) if (!column.isFailed) doneInDouble++;
  const { factor: single, done } = singleFactor(matrix);
  const digitsLost = double.map((row, i) =>
    row.map((value, j) => (j > i ? 0 : lost(single[i]![j]!, value))),
  );
  return success({ double, single, digitsLost, failedAt: done < doneInDouble ? done : undefined });
}

function lost(single: number, double: number): number {
  const error = Math.abs(single - double);
  if (error === 0) return 0;
  if (double === 0) return SINGLE_DIGITS;
  const digits = Math.log10(error / Math.abs(double)) + SINGLE_DIGITS;
  return Math.min(Math.max(digits, 0), SINGLE_DIGITS);
}

/** Column by column in float32, up to the first pivot that is not positive. */
function singleFactor(matrix: number[][]): { factor: number[][]; done: number } {
  const n = matrix.length;
  const round = Math.fround;
  const factor = zeros(n);
  for (let j = 0; j < n; j++) {
    const rest = (i: number): number => {
      let sum = round(matrix[i]![j]!);
      for (let k = 0; k < j; k++) sum = round(sum - round(factor[i]![k]! * factor[j]![k]!));
      return sum;
    };
    const pivot = rest(j);
    if (!(pivot > 0)) return { factor, done: j };
    factor[j]![j] = round(Math.sqrt(pivot));
    for (let i = j + 1; i < n; i++) factor[i]![j] = round(rest(i) / factor[j]![j]!);
  }
  return { factor, done: n };
}
