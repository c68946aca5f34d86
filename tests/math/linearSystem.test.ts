import { expect, it } from 'vitest';
import { solveLinear } from '../../src/math/linearSystem';

it('solves a system that needs its rows exchanged', () => {
  // 2y + z = 7, x + y + z = 6, 4x + 3z = 13: x = 1, y = 2, z = 3 by hand.
  const b = Float64Array.of(7, 6, 13);
  expect(solveLinear(Float64Array.of(0, 2, 1, 1, 1, 1, 4, 0, 3), b)).toBe(true);
  // Three eliminations of numbers below ten: a few units of 2^-52.
  [1, 2, 3].forEach((value, i) => expect(b[i]).toBeCloseTo(value, 14));
});

it('a matrix whose rows depend on each other, or are no numbers, has no solution', () => {
  expect(solveLinear(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toBe(false);
  expect(solveLinear(Float64Array.of(0, 0, 0, 0), Float64Array.of(0, 0))).toBe(false);
  expect(solveLinear(Float64Array.of(NaN, 1, 1, 1), Float64Array.of(1, 1))).toBe(false);
});

it('nothing is solved by nothing', () => {
  expect(solveLinear(new Float64Array(), new Float64Array())).toBe(true);
});
