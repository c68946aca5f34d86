import { expect, it } from 'vitest';
import { conditionNumber } from '../../src/math/conditionNumber';

it('largest over smallest eigenvalue', () => {
  expect(conditionNumber([[4e-4]])).toBe(1);
  // Eigenvalues 3 and 1.
  expect(
    conditionNumber([
      [2, 1],
      [1, 2],
    ]),
  ).toBeCloseTo(3, 12);
  expect(
    conditionNumber([
      [1e8, 0, 0],
      [0, 1, 0],
      [0, 0, 1e-3],
    ]),
  ).toBeCloseTo(1e11, -2);
});

it('a singular matrix has none', () => {
  expect(
    conditionNumber([
      [1, 1],
      [1, 1],
    ]),
  ).toBe(Infinity);
});
