import { describe, expect, it } from 'vitest';
import { binned } from '../../src/charts/binning';
import { curveLayout, thinned, type Curve, type Point } from '../../src/charts/curveLayout';
import {
  bestCell,
  divergingScale,
  heatMapLayout,
  legendPlace,
  placeOn,
  shortfallScale,
} from '../../src/charts/heatMapLayout';

const size = { width: 400, height: 200 };

describe('the heat map', () => {
  it('has its first row at the bottom, and cells that fill the plot', () => {
    const { cellWidth, cellHeight, x, y, labelEvery } = heatMapLayout(8, 4, size);
    expect([cellWidth, cellHeight]).toEqual([50, 50]);
    expect([x(0), x(7)]).toEqual([25, 375]);
    expect([y(0), y(3)]).toEqual([175, 25]);
    expect(labelEvery.column * cellWidth).toBeGreaterThanOrEqual(52);
  });

  it('places a value between the cells by its logarithm, or linearly where zero is among them', () => {
    expect(placeOn([1e-6, 1e-4, 1e-2], 1e-4)).toBeCloseTo(1, 12);
    expect(placeOn([1e-6, 1e-4, 1e-2], 1e-5)).toBeCloseTo(0.5, 12);
    expect(placeOn([1e-6, 1e-4, 1e-2], 1e-1)).toBeCloseTo(2.5, 12);
    expect(placeOn([1e-6, 1e-4, 1e-2], 1)).toBeUndefined();
    expect(placeOn([0, 1, 2], 0.5)).toBeCloseTo(0.5, 12);
    expect(placeOn([0, 1, 2], -0.6)).toBeUndefined();
    expect(placeOn([3], 3)).toBe(0);
    expect(placeOn([3], 4)).toBeUndefined();
  });

  it('finds the largest value among known ones', () => {
    expect(
      bestCell([
        [NaN, -2],
        [-1, NaN],
      ]),
    ).toEqual({ row: 1, column: 0 });
    expect(bestCell([[NaN]])).toBeUndefined();
  });

  it('tints about zero in proportion', () => {
    const { shareOf, swatches } = divergingScale([-4, NaN, 2]);
    expect([-4, 0, 2, -9].map(shareOf)).toEqual([-1, 0, 0.5, -1]);
    expect([swatches[0], swatches.at(-1)]).toEqual([-4, 2]);
    expect(divergingScale([0]).shareOf(0)).toBe(0);
    expect(divergingScale([]).shareOf(0)).toBe(0);
  });

  it('tints a drop of one beside a drop of thousands', () => {
    const scale = shortfallScale([-5000, 100, 99]);
    expect(scale.shareOf(100)).toBe(1);
    expect(scale.shareOf(-5000)).toBeCloseTo(0, 12);
    expect(1 - scale.shareOf(99)).toBeGreaterThan(0.05);
    expect(scale.swatches[0]).toBeCloseTo(-5000, 6);
    expect(scale.named.every((value, i) => i === 0 || value > scale.named[i - 1]!)).toBe(true);
    expect(shortfallScale([7, 7]).shareOf(7)).toBe(1);
  });

  it('names the ends of the legend at its ends', () => {
    const scale = divergingScale([-4, 2]);
    expect(legendPlace(scale, -4)).toBe(0);
    expect(legendPlace(scale, 2)).toBe(1);
    expect(legendPlace(scale, 9)).toBe(1);
  });
});

describe('bins', () => {
  it('hold every finite value, the outer ones all that lies beyond', () => {
    const values = [-300, ...Array.from({ length: 100 }, (_, i) => i / 10), NaN];
    const { edges, counts } = binned(values, [], 20);
    expect(counts.reduce((sum, count) => sum + count)).toBe(101);
    expect(edges).toHaveLength(counts.length + 1);
    expect(edges[0]).toBeGreaterThan(-20);
    expect(edges.at(-1)).toBeGreaterThanOrEqual(9.9);
    expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)).toBe(true);
    expect(counts[0]).toBeGreaterThanOrEqual(1);
  });

  it('reach to every value that is to be shown', () => {
    expect(binned([1, 2, 3], [-50]).edges[0]).toBeLessThanOrEqual(-50);
    expect(binned([1, 2, 3], [12]).edges.at(-1)).toBeGreaterThanOrEqual(12);
  });

  it('one value, or none, is one bar', () => {
    expect(binned([2, 2])).toEqual({ edges: [1.5, 2.5], counts: [2] });
    expect(binned([NaN])).toEqual({ edges: [-0.5, 0.5], counts: [0] });
  });
});

describe('curves', () => {
  const curve = (points: Point[], shape: Curve['shape'] = 'line'): Curve => ({
    name: 'a',
    points,
    tone: 'data',
    shape,
  });

  it('have axes that hold every point of all of them', () => {
    const { x, y, paths } = curveLayout(
      [
        curve([
          [0, -1],
          [10, 1],
        ]),
        curve([[-5, 3]], 'dots'),
        curve(
          [
            [0, 0],
            [20, 0],
          ],
          'dashes',
        ),
      ],
      size,
    );
    expect([x(-5), x(20)]).toEqual([0, 400]);
    expect(y(3)).toBeGreaterThan(0);
    expect(y(-1)).toBeLessThan(200);
    expect(paths.map((path) => path !== '')).toEqual([true, false, true]);
  });

  it('a single point, or none, has axes too', () => {
    expect(curveLayout([curve([[2, 2]])], size).x(2)).toBe(200);
    expect(curveLayout([], size).y.domain().every(Number.isFinite)).toBe(true);
  });

  it('are thinned in the thick of it and keep what lies alone', () => {
    const points = [-4, -3, ...Array.from({ length: 1000 }, (_, i) => i / 1000), 4].map(
      (x): Point => [x, 0],
    );
    const kept = thinned(points, 50).map(([x]) => x);
    expect(kept.length).toBeLessThanOrEqual(51);
    expect(kept.slice(0, 3)).toEqual([-4, -3, 0]);
    expect(kept.at(-1)).toBe(4);
    expect(thinned([[1, 1]], 50)).toEqual([[1, 1]]);
    expect(thinned([], 50)).toEqual([]);
  });
});
