import { describe, expect, it } from 'vitest';
import { possibleInterval } from '../../src/math/correlationInterval';
import { determinant3, elliptopeMesh, elliptopeSlice } from '../../src/math/elliptope';
import { randomSymmetric, smallestEigenvalue } from './matrices';

/** Products of three cosines, each right to a rounding. */
const ROUNDING = 1e-15;

/** The triples of perfect correlation. */
const CORNERS = [
  [1, 1, 1],
  [1, -1, -1],
  [-1, 1, -1],
  [-1, -1, 1],
];

describe('the elliptope', () => {
  it('has a positive determinant exactly where three assets can have these correlations', () => {
    for (let seed = 0; seed < 200; seed++) {
      const matrix = randomSymmetric(seed, 3);
      const determinant = determinant3(matrix[0]![1]!, matrix[0]![2]!, matrix[1]![2]!);
      // Two negative eigenvalues would leave the third above 3, more than any row's absolute sum.
      expect(determinant > 0).toBe(smallestEigenvalue(matrix) > 0);
    }
  });

  it('every vertex of the mesh lies on its surface, and every edge belongs to two faces', () => {
    const { vertices, faces } = elliptopeMesh(24);
    expect(vertices).toHaveLength(25 * 48);
    expect(faces).toHaveLength(24 * 48);
    for (const vertex of vertices) expect(Math.abs(determinant3(...vertex))).toBeLessThan(ROUNDING);
    for (const corner of CORNERS) {
      const nearest = Math.min(
        ...vertices.map((vertex) => Math.hypot(...vertex.map((v, k) => v - corner[k]!))),
      );
      expect(nearest).toBeLessThan(ROUNDING);
    }
    const edges = new Map<string, number>();
    for (const face of faces) {
      face.forEach((from, k) => {
        const edge = [from, face[(k + 1) % 4]!].toSorted((a, b) => a - b).join();
        edges.set(edge, (edges.get(edge) ?? 0) + 1);
      });
    }
    const counts = [...edges.values()];
    // All but the two rims, a = 0 and a = pi, which fold to lines.
    expect(counts.filter((count) => count === 1)).toHaveLength(2 * 48);
    expect(counts.every((count) => count <= 2)).toBe(true);
  });

  it('the lines between its corners lie on it', () => {
    for (const a of CORNERS) {
      for (const b of CORNERS) {
        const between = a.map((value, k) => 0.7 * value + 0.3 * b[k]!) as [number, number, number];
        expect(Math.abs(determinant3(...between))).toBeLessThan(ROUNDING);
      }
    }
  });

  it.each([0, 1, 2] as const)('a slice along axis %d lies on it, all at one value', (axis) => {
    for (const value of [-1, -0.6, 0, 0.5, 1]) {
      const slice = elliptopeSlice(axis, value, 40);
      expect(slice).toHaveLength(40);
      for (const triple of slice) {
        expect(triple[axis]).toBeCloseTo(value, 15);
        expect(Math.abs(determinant3(...triple))).toBeLessThan(ROUNDING);
      }
    }
  });

  it('reaches as far as the interval of a dragged cell', () => {
    const interval = possibleInterval(
      [
        [1, 0.5, -0.2],
        [0.5, 1, 0],
        [-0.2, 0, 1],
      ],
      1,
      2,
    );
    const ends = interval.ok ? interval.value : [];
    for (const end of ends) expect(Math.abs(determinant3(0.5, -0.2, end))).toBeLessThan(ROUNDING);
    expect(determinant3(0.5, -0.2, (ends[0] + ends[1]) / 2)).toBeGreaterThan(0);
  });
});
