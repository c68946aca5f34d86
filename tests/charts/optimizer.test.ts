import { describe, expect, it } from 'vitest';
import { frontierLayout } from '../../src/charts/frontierLayout';
import {
  handleOf,
  pathOf,
  terrainContours,
  terrainScales,
  type TerrainLimit,
} from '../../src/charts/terrainLayout';
import { spreadOf, strokes, weightScales } from '../../src/charts/weightLayout';
import type { Terrain } from '../../src/inventory/terrain';

const size = { width: 400, height: 200 };

describe('the frontier', () => {
  it('starts at no volatility and shows every book', () => {
    const points = [0.1, 0.2].map((volatility) => ({ volatility, mean: volatility }));
    const { x, y, outline } = frontierLayout(points, [{ volatility: 0.4, mean: -0.1 }], size);
    expect(x(0)).toBe(0);
    expect(x(0.4)).toBeLessThan(400);
    expect(y(-0.1)).toBeLessThan(200);
    expect(y(0.2)).toBeGreaterThan(0);
    expect(outline.match(/[ML]/g)).toEqual(['M', 'L']);
  });

  it('one empty book still has axes', () => {
    const { x, y } = frontierLayout([{ volatility: 0, mean: 0 }], [], size);
    expect(x.domain()[1]).toBeGreaterThan(0);
    expect(y(0)).toBe(100);
  });
});

describe('weights', () => {
  it('a row a ticker, zero inside', () => {
    const { x, y } = weightScales(['A', 'B'], [-0.5, 1], size);
    expect(x(0)).toBeGreaterThan(x(-0.5));
    expect(x(-0.5)).toBeGreaterThan(0);
    expect(x(1)).toBeLessThan(400);
    expect(y('B')!).toBeGreaterThan(y('A')! + y.bandwidth());
    expect(weightScales(['A'], [0], size).x(0)).toBe(0);
  });

  it('spread: nine of ten lie between the ends', () => {
    const weights = Array.from({ length: 101 }, (_, i) => (100 - i) / 100);
    expect(spreadOf(weights)).toEqual({ low: 0.05, median: 0.5, high: 0.95 });
  });

  it('strokes: one a redraw', () => {
    const { x } = weightScales(['A'], [0, 1], size);
    expect(strokes([0, 1], x, 5, 10)).toBe(`M${x(0).toFixed(1)},5v10M${x(1).toFixed(1)},5v10`);
  });
});

describe('the terrain', () => {
  /** -(x^2 + y^2) on nine by nine points of [-1, 1]. */
  const axis = Array.from({ length: 9 }, (_, k) => -1 + k / 4);
  const terrain: Terrain = {
    assets: [0, 1],
    others: 'held',
    outline: [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ],
    x: axis,
    y: axis,
    values: axis.flatMap((y) => axis.map((x) => -(x * x + y * y))),
  };
  const scales = terrainScales(terrain, size);

  it('is square: both weights have one scale', () => {
    expect(scales.side).toBe(200);
    expect(scales.x(1) - scales.x(0)).toBe(scales.y(0) - scales.y(1));
  });

  it('a contour lies where the surface has its value', () => {
    const levels = terrainContours(terrain, 1, scales);
    expect(levels.map(({ value }) => value)).toEqual(
      levels.map(({ value }) => value).sort((a, b) => a - b),
    );
    const half = levels.find(({ value }) => value === -0.4)!;
    for (const [, px, py] of half.area.matchAll(/([\d.]+),([\d.]+)/g)) {
      const radius = Math.hypot(scales.x.invert(Number(px)), scales.y.invert(Number(py)));
      // The grid's cell of 1/4 is interpolated linearly: wrong by at most a 64th in the value.
      expect(Math.abs(radius ** 2 - 0.4)).toBeLessThan(1 / 64 + 1e-3);
    }
  });

  it('where less is better the last contour holds the least', () => {
    const bowl = { ...terrain, values: terrain.values.map((value) => -value) };
    const levels = terrainContours(bowl, -1, scales);
    expect(levels.at(-1).value).toBeLessThan(levels[0]!.value);
  });

  it('without values there is nothing to draw', () => {
    expect(
      terrainContours({ ...terrain, values: terrain.values.map(() => NaN) }, 1, scales),
    ).toEqual([]);
    expect(pathOf([])).toBe('');
  });

  const gross: TerrainLimit = {
    name: 'gross',
    value: 1,
    direction: 1,
    faces: [
      { a: 1, b: 1, at: 1 },
      { a: -1, b: 1, at: 1 },
      { a: -1, b: -1, at: 1 },
      { a: 1, b: -1, at: 1 },
    ],
  };

  it('a handle holds the edge nearest to the optimum and stands outside it', () => {
    const handle = handleOf(gross, terrain.outline, [-0.4, 0.6], scales);
    expect(handle.anchor).toEqual([scales.x(-0.5), scales.y(0.5)]);
    expect(handle.outward).toEqual([-1, 1]);
    expect(handle.x).toBeLessThan(handle.anchor[0]);
    expect(handle.y).toBeLessThan(handle.anchor[1]);
    expect(handle.cuts).toBe(true);
  });

  it('a limit that cuts nothing off keeps its handle in the picture', () => {
    const far = { ...gross, faces: [{ a: 1, b: 1, at: 9 }] };
    const handle = handleOf(far, terrain.outline, [0, 0], scales);
    expect(handle.cuts).toBe(false);
    expect(handle.x).toBeLessThanOrEqual(200);
    expect(handle.y).toBeGreaterThanOrEqual(0);
  });
});
