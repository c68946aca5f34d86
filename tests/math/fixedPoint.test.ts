import { describe, expect, it } from 'vitest';
import { fixedPoint } from '../../src/math/fixedPoint';

const SETTINGS = { tolerance: 1e-12, most: 500 };

describe('fixedPoint', () => {
  it('finds the point where cos x = x, in fewer evaluations than the plain iteration', () => {
    const at = ([x]: number[]) => ({ step: [Math.cos(x!) - x!], x: x! });
    const solved = fixedPoint(at, [1], SETTINGS)!;
    expect(solved.found.x).toBeCloseTo(0.7390851332151607, 11); // the Dottie number
    let [x, plain] = [1, 0];
    while (Math.abs(Math.cos(x) - x) > SETTINGS.tolerance) [x, plain] = [Math.cos(x), plain + 1];
    expect(solved.iterations).toBeLessThan(plain / 4);
  });

  it('solves a linear iteration of n unknowns in about n + 1 steps, as GMRES does', () => {
    const rates = [0.99, 0.9, 0.5, -0.3, 0.7];
    const at = (x: number[]) => ({ step: x.map((value, i) => rates[i]! * value + 1 - value), x });
    const solved = fixedPoint(at, [0, 0, 0, 0, 0], SETTINGS)!;
    solved.found.x.forEach((value, i) => expect(value).toBeCloseTo(1 / (1 - rates[i]!), 9));
    expect(solved.iterations).toBeLessThan(12);
  });

  it('stays where it starts, if that is the fixed point', () => {
    expect(fixedPoint((x) => ({ step: [0], x }), [3], SETTINGS)).toEqual({
      found: { step: [0], x: [3] },
      iterations: 1,
    });
  });

  it('is undefined where there is no fixed point, and where the step is no number', () => {
    expect(fixedPoint(() => ({ step: [1] }), [0], SETTINGS)).toBeUndefined();
    expect(fixedPoint(() => ({ step: [NaN] }), [0], SETTINGS)).toBeUndefined();
  });
});
