/** The terrain of two assets: its region, its surface, and the optimum in both. */
import { describe, expect, it } from 'vitest';
import { objectiveOf } from '../../src/inventory/objective';
import { optimize } from '../../src/inventory/optimize';
import { freeOutline, heldOutline, nearestWithin, type Point } from '../../src/inventory/outline';
import { toEnd } from '../../src/inventory/toEnd';
import type { OptimizeInput, Problem } from '../../src/inventory/problem';
import { readProblem } from '../../src/inventory/readProblem';
import { terrain, type Others } from '../../src/inventory/terrain';

const INPUT: OptimizeInput = {
  objective: 'meanVariance',
  covarianceDaily: [
    [4e-4, 1e-4, 5e-5],
    [1e-4, 2e-4, 3e-5],
    [5e-5, 3e-5, 3e-4],
  ],
  meanDailyReturn: [1e-3, -5e-4, 4e-4],
  riskAversion: 2,
  grossLimit: 1.5,
  netLimit: 0.2,
};

function problemOf(change: Partial<OptimizeInput> = {}): Problem {
  const read = readProblem({ ...INPUT, ...change });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function optimumOf(input: OptimizeInput): number[] {
  const optimum = optimize(input);
  if (!optimum.ok) throw new Error(optimum.error.message);
  return optimum.value.weights;
}

function surveyed(input: OptimizeInput, others: Others, assets: [number, number] = [0, 1]) {
  const work = terrain(input, optimumOf(input), assets, others);
  for (;;) {
    const { done, value } = work.next();
    if (!done) continue;
    if (!value.ok) throw new Error(value.error.message);
    return value.value;
  }
}

/** In the order of the angle about (0.01, 0). */
function aroundStart(a: number[], b: number[]): number {
  return Math.atan2(a[1]!, a[0]! - 0.01) - Math.atan2(b[1]!, b[0]! - 0.01);
}

/** Corners without repeats. */
function corners(outline: Point[]): Point[] {
  const rounded = outline.map(([x, y]): Point => [
    Number(x.toFixed(6)) + 0,
    Number(y.toFixed(6)) + 0,
  ]);
  const unique = rounded.filter(
    ([x, y], k) => rounded.findIndex(([u, v]) => u === x && v === y) === k,
  );
  return unique.sort(aroundStart);
}

describe('the region of two assets', () => {
  it('gross alone leaves a diamond, less what the held weights use', () => {
    const problem = problemOf({ netLimit: undefined });
    const outline = heldOutline(problem, [0, 0, 0.5], [0, 1], 1.5);
    expect(corners(outline)).toEqual([
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ]);
  });

  it('gross and net leave a band with its ends cut', () => {
    const outline = heldOutline(problemOf(), [0, 0, 0.1], [0, 1], 1.5);
    // |x| + |y| <= 1.4 and -0.3 <= x + y <= 0.1
    expect(corners(outline)).toEqual(
      [
        [-0.85, 0.55],
        [0.55, -0.85],
        [0.75, -0.65],
        [-0.65, 0.75],
      ].sort(aroundStart),
    );
  });

  it('an exact net leaves a segment', () => {
    const outline = heldOutline(
      problemOf({ netLimit: undefined, fullyInvested: true, longOnly: true }),
      [0.3, 0.4, 0.3],
      [0, 1],
      1.5,
    );
    expect(corners(outline)).toEqual([
      [0.7, 0],
      [0, 0.7],
    ]);
  });

  it('turnover is counted from the present book', () => {
    const problem = problemOf({
      netLimit: undefined,
      grossLimit: undefined,
      presentWeights: [0.5, 0, 0],
      turnoverLimit: 0.2,
    });
    expect(corners(heldOutline(problem, [0.5, 0, 0.05], [0, 1], 3))).toEqual(
      [
        [0.5, -0.15],
        [0.65, 0],
        [0.5, 0.15],
        [0.35, 0],
      ].sort(aroundStart),
    );
  });

  it('a required mean counts the costs of the side that is held', () => {
    const problem = problemOf({
      netLimit: undefined,
      grossLimit: undefined,
      minimumMean: 1e-4,
      costLong: [2e-4, 2e-4, 2e-4],
      costShort: [1e-4, 1e-4, 1e-4],
    });
    const outline = heldOutline(problem, [0, 0, 0], [0, 1], 1);
    for (const [x, y] of outline) {
      const costs =
        2e-4 * (Math.max(x, 0) + Math.max(y, 0)) + 1e-4 * (Math.max(-x, 0) + Math.max(-y, 0));
      expect(1e-3 * x - 5e-4 * y - costs).toBeGreaterThan(1e-4 - 1e-12);
    }
    // Long x alone: (1e-3 - 2e-4) x = 1e-4; short y alone: (5e-4 - 1e-4) |y| = 1e-4.
    const found = corners(outline).map(String);
    expect(found).toContain('0.125,0');
    expect(found).toContain('0,-0.25');
  });

  it('free weights: gross leaves the whole diamond, whatever the net', () => {
    const outline = toEnd(freeOutline(problemOf({ netLimit: 0 }), [0, 1]));
    // Where the third weight offsets the net, |x| + |y| + |x + y| <= 1.5.
    for (const [x, y] of outline) {
      expect(Math.abs(x) + Math.abs(y) + Math.abs(x + y)).toBeCloseTo(1.5, 7);
    }
    expect(corners(outline).map(String)).toContain('0.75,-0.75');
  });

  it('the nearest allowed point', () => {
    const square: Point[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    expect(nearestWithin(square, [0.3, 0.4])).toEqual([0.3, 0.4]);
    expect(nearestWithin(square, [2, 0.5])).toEqual([1, 0.5]);
    expect(nearestWithin(square, [2, 3])).toEqual([1, 1]);
  });
});

describe('the surface', () => {
  it('held: every value is the objective of that book', () => {
    const { x, y, values } = surveyed(INPUT, 'held');
    const [, , third] = optimumOf(INPUT);
    const problem = problemOf();
    expect(values[0]).toBe(objectiveOf(problem, [x[0]!, y[0]!, third!]));
    expect(values.at(-1)).toBe(objectiveOf(problem, [x.at(-1), y.at(-1), third!]));
  });

  it.each(['held', 'free'] as const)('%s: no allowed book is better than the optimum', (others) => {
    const { x, y, values, outline } = surveyed(INPUT, others);
    const best = objectiveOf(problemOf(), optimumOf(INPUT));
    let allowed = 0;
    y.forEach((wy, row) =>
      x.forEach((wx, column) => {
        const [nx, ny] = nearestWithin(outline, [wx, wy]);
        if (nx !== wx || ny !== wy) return;
        allowed++;
        expect(values[row * x.length + column]).toBeLessThanOrEqual(best + 1e-9);
      }),
    );
    expect(allowed).toBeGreaterThan(10);
  });

  it('free is at least as good as held', () => {
    const free = surveyed(INPUT, 'free');
    const [, , third] = optimumOf(INPUT);
    const problem = problemOf();
    const held = heldOutline(problem, [0, 0, third!], [0, 1], 1.5);
    let compared = 0;
    free.y.forEach((wy, row) =>
      free.x.forEach((wx, column) => {
        const [nx, ny] = nearestWithin(held, [wx, wy]);
        if (nx !== wx || ny !== wy) return;
        compared++;
        const value = free.values[row * free.x.length + column]!;
        expect(value).toBeGreaterThanOrEqual(objectiveOf(problem, [wx, wy, third!]) - 1e-9);
      }),
    );
    expect(compared).toBeGreaterThan(5);
  });
});
