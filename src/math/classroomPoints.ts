/** The points of the classroom: the first draws of a run's paths, and where a factor puts them. */
import { pathNormals } from './normals';

/**
 * `count` points of n independent standard normals, row by row: point k is the first day of path k of every run with
 * this seed and n assets. `seed`: integer of [0, 2^53).
 */
export function classroomPoints(seed: number, count: number, n: number): Float64Array {
  const points = new Float64Array(count * n);
  for (let k = 0; k < count; k++) pathNormals(seed, k, points.subarray(k * n, (k + 1) * n));
  return points;
}

/**
 * One coordinate of every point, x[i] = l[i][0] z[0] + ... + l[i][n - 1] z[n - 1]. `points`: rows of n; `row`: row i of a
 * factor, n entries. The sum runs as in the engines, from the first asset.
 */
export function coordinate(points: Float64Array, row: number[]): Float64Array {
  const n = row.length;
  return Float64Array.from({ length: points.length / n }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += row[j]! * points[k * n + j]!;
    return sum;
  });
}
