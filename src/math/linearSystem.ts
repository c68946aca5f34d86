/** A pivot below this share of the matrix's largest entry means that the rows depend on each other. */
const SINGULAR = 1e-13;

/**
 * Solves A x = b in place: `b` becomes x, `a` (n x n, by rows) is used up. False where A is singular. Gaussian
 * elimination with partial pivoting, Golub & Van Loan, Matrix Computations, 4th ed., algorithm 3.4.1.
 */
export function solveLinear(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  let largest = 0;
  for (let k = 0; k < a.length; k++) largest = Math.max(largest, Math.abs(a[k]!));
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
    }
    if (!(Math.abs(a[pivot * n + k]!) > SINGULAR * largest)) return false;
    if (pivot !== k) swapRows(a, b, k, pivot);
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / a[k * n + k]!;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
      b[i]! -= factor * b[k]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < n; j++) sum -= a[i * n + j]! * b[j]!;
    b[i] = sum / a[i * n + i]!;
  }
  return true;
}

function swapRows(a: Float64Array, b: Float64Array, i: number, j: number): void {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    const kept = a[i * n + k]!;
    a[i * n + k] = a[j * n + k]!;
    a[j * n + k] = kept;
  }
  const kept = b[i]!;
  b[i] = b[j]!;
  b[j] = kept;
}
