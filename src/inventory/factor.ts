/** Dense symmetric matrices by rows in one array, of which only the lower triangle is read and written. */

/** A pivot that rounding made zero or negative. */
const SMALLEST_PIVOT = 1e-18;

/** Lower triangle of A += scale * v v'. */
export function addOuter(
  matrix: Float64Array,
  n: number,
  columns: number[],
  values: number[],
  scale: number,
): void {
  for (let i = 0; i < columns.length; i++) {
    const left = scale * values[i]!;
    const offset = columns[i]! * n;
    for (let j = 0; j <= i; j++) matrix[offset + columns[j]!]! += left * values[j]!;
  }
}

/** A := its Cholesky factor, lower triangle, of a matrix made positive definite by regularisation. */
export function factorInPlace(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      if (i === j) a[i * n + i] = Math.sqrt(Math.max(sum, SMALLEST_PIVOT));
      else a[i * n + j] = sum / a[j * n + j]!;
    }
  }
}

/** v := (L L')^-1 v, the first n entries. */
export function solveInPlace(factor: Float64Array, n: number, v: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = v[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * v[k]!;
    v[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    v[i]! /= factor[i * n + i]!;
    for (let k = 0; k < i; k++) v[k]! -= factor[i * n + k]! * v[i]!;
  }
}
