/**
 * The elliptope: all triples (r12, r13, r23) that are the correlations of three assets, a rounded tetrahedron in the
 * cube from -1 to 1. With r12 = cos a and r13 = cos b its surface is r23 = cos(a - b), for a from 0 to pi and b from -pi
 * to pi: three unit vectors in a plane, at angles 0, a and b. Rousseeuw & Molenberghs, "The shape of correlation
 * matrices" (1994).
 */
export type Triple = [r12: number, r13: number, r23: number];

/** Of the 3 x 3 correlation matrix: positive inside the elliptope, zero on its surface. */
export function determinant3(r12: number, r13: number, r23: number): number {
  return 1 + 2 * r12 * r13 * r23 - r12 * r12 - r13 * r13 - r23 * r23;
}

export interface Mesh {
  vertices: Triple[];
  /** Each the indices of four vertices, in order around the face. */
  faces: [number, number, number, number][];
}

/** The surface in `divisions` steps of a by twice as many of b: 2 divisions^2 faces. */
export function elliptopeMesh(divisions: number): Mesh {
  const columns = 2 * divisions;
  const vertices: Triple[] = [];
  const faces: Mesh['faces'] = [];
  for (let row = 0; row <= divisions; row++) {
    for (let column = 0; column < columns; column++) {
      vertices.push(surfacePoint((row / divisions) * Math.PI, (column / divisions - 1) * Math.PI));
      if (row === divisions) continue;
      const at = (r: number, c: number): number => r * columns + (c % columns);
      faces.push([
        at(row, column),
        at(row, column + 1),
        at(row + 1, column + 1),
        at(row + 1, column),
      ]);
    }
  }
  return { vertices, faces };
}

/**
 * The closed curve where the surface is cut at one value of one correlation (axis 0, 1, 2 for r12, r13, r23): `count`
 * points of an ellipse in the other two.
 */
export function elliptopeSlice(axis: 0 | 1 | 2, value: number, count: number): Triple[] {
  const a = Math.acos(Math.min(Math.max(value, -1), 1));
  return Array.from({ length: count }, (_, k) => {
    const [fixed, second, third] = surfacePoint(a, (2 * Math.PI * k) / count);
    const triple: Triple = [second, third, second];
    triple[axis] = fixed;
    triple[(axis + 1) % 3] = second;
    triple[(axis + 2) % 3] = third;
    return triple;
  });
}

function surfacePoint(a: number, b: number): Triple {
  return [Math.cos(a), Math.cos(b), Math.cos(a - b)];
}
