/** Layouts of the classroom's charts. */
import { describe, expect, it } from 'vitest';
import { elliptopeView, slicePath } from '../../src/charts/elliptopeLayout';
import {
  between,
  cloudScales,
  densityOutline,
  nearestPoint,
} from '../../src/charts/pointCloudLayout';
import { overlayLayout } from '../../src/charts/returnOverlayLayout';
import { spectrumLayout } from '../../src/charts/spectrumLayout';

const size = { width: 300, height: 200 };

/** Corners of an SVG path of straight lines. */
function cornersOf(path: string): [number, number][] {
  return [...path.matchAll(/(-?[\d.e-]+),(-?[\d.e-]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('the point cloud', () => {
  it('is a square with the same scale both ways', () => {
    const { side, x, y } = cloudScales(size);
    expect(side).toBe(200);
    expect([x(0), y(0)]).toEqual([100, 100]);
    expect(x(1) - x(0)).toBeCloseTo(y(0) - y(1), 12);
  });

  it('outlines the 95 % of its law: every corner has the same distance under the correlation', () => {
    const scales = cloudScales(size);
    for (const r of [-1, -0.7, 0, 0.5]) {
      for (const [px, py] of cornersOf(densityOutline(r, scales))) {
        const [a, b] = [scales.x.invert(px), scales.y.invert(py)];
        // a'R^-1 a = chi-square of two degrees at 95 %, -2 ln 0.05 = 5.991; paths keep three decimals of a pixel
        const distance = a * a - 2 * r * a * b + b * b;
        expect(Math.abs(distance - 5.991465 * (1 - r * r))).toBeLessThan(1e-3);
      }
    }
  });

  it('finds the nearest point, and the way between two sets', () => {
    const points = [0, 0, 1, 1, -2, 0.5];
    expect(nearestPoint(points, 0.9, 0.8)).toBe(1);
    expect(nearestPoint(points, -9, 0)).toBe(2);
    expect([...between([0, 0, 2, 2], [1, 2, 3, 4], 0.5)]).toEqual([0.5, 1, 2.5, 3]);
  });
});

describe('the solid', () => {
  it('keeps the cube inside its square at every turn', () => {
    for (let yaw = -180; yaw <= 180; yaw += 45) {
      for (let pitch = -90; pitch <= 90; pitch += 45) {
        const { side, edges } = elliptopeView([yaw, pitch], size);
        expect(edges).toHaveLength(12);
        for (const [x, y] of edges.flat()) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
          expect(Math.max(x, y)).toBeLessThanOrEqual(side + 1e-9);
        }
      }
    }
  });

  it('is a rotation: lengths across, up and towards keep their squares', () => {
    const { place, side } = elliptopeView([90, 0], size);
    // a quarter turn takes the third axis to the first
    const [x] = place([0, 0, 1]);
    expect(x).toBeCloseTo(side / 2 + side / 2 / Math.sqrt(3), 9);
    expect(place([0, 0, 0])).toEqual([side / 2, side / 2]);
  });

  it('slices: at r12 = 0 the others fill the unit circle, at 1 a line', () => {
    const { place, side } = elliptopeView([90, 0], size);
    const unit = side / 2 / Math.sqrt(3);
    const middle = side / 2;
    for (const [x, y] of cornersOf(slicePath(0, place))) {
      expect(Math.hypot((x - middle) / unit, (y - middle) / unit)).toBeCloseTo(1, 3);
    }
    for (const [x, y] of cornersOf(slicePath(1, place))) {
      expect(Math.abs(x - middle + (y - middle))).toBeLessThan(0.01);
    }
  });
});

describe('laws on common axes', () => {
  it('have equal areas, whatever their bars', () => {
    const histogram = (edges: number[], counts: number[]) => ({ edges, counts });
    const one = { name: 'a', valueAtRisk: 0.1, interval: [0.09, 0.11] as [number, number] };
    const { x, outlines } = overlayLayout(
      [
        { ...one, histogram: histogram([-0.2, -0.1, 0, 0.1], [10, 20, 10]) },
        { ...one, name: 'b', histogram: histogram([-0.4, 0, 0.4], [500, 500]) },
      ],
      size,
    );
    expect(x.domain()).toEqual([-0.4, 0.4]);
    const areas = outlines.map((outline) => {
      const corners = cornersOf(outline);
      let area = 0;
      for (let k = 0; k < corners.length; k += 2) {
        area += (corners[k + 1]![0] - corners[k]![0]) * (size.height - corners[k]![1]);
      }
      return area;
    });
    expect(areas[0]).toBeCloseTo(areas[1]!, 0); // pixels of three decimals
  });
});

describe('eigenvalues', () => {
  it('below zero hang from the line, with their own height', () => {
    const { bars, y } = spectrumLayout([2, 1.2, -0.2], size);
    const [first, , last] = bars;
    expect(first!.y + first!.height).toBeCloseTo(y(0), 9);
    expect(last!.y).toBeCloseTo(y(0), 9);
    expect(last!.height / first!.height).toBeCloseTo(0.1, 9);
  });
});
