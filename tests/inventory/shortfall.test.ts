import { describe, expect, it } from 'vitest';
import { expectedShortfall } from '../../src/inventory/assess';
import { optimize, optimizing } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { pathNormals } from '../../src/math/normals';
import { astraBook } from '../reference/astraBook';

/**
 * Ten scenarios of two assets. In the first A loses 10 % and B 2 %, in the second 2 % and 8 %; otherwise both gain 1 %.
 * With w in A, long only and fully invested, the two losses are 0.02 + 0.08 w and 0.08 - 0.06 w.
 */
const scenarios = [[-0.1, -0.02], [-0.02, -0.08], ...Array.from({ length: 8 }, () => [0.01, 0.01])];
const invested: OptimizeInput = {
  objective: 'minimumShortfall',
  covarianceDaily: [
    [1e-4, 0],
    [0, 1e-4],
  ],
  ...{ scenarios, longOnly: true, fullyInvested: true },
};

function solved(input: OptimizeInput) {
  const result = optimize(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('ten scenarios, by hand', () => {
  it.each([
    ['90 %: the worse of the two, least where they are equal', 0.9, 3 / 7, 0.38 / 7],
    ['80 %: their mean 0.05 + 0.01 w, least at w = 0', 0.8, 0, 0.05],
    ['85 %: the worst and half the next, least at the kink', 0.85, 3 / 7, 0.38 / 7],
  ])('%s', (_, confidence, weight, shortfall) => {
    const { weights, objective, kktResidual } = solved({ ...invested, confidence });
    expect(weights[0]).toBeCloseTo(weight, 8);
    expect(objective).toBeCloseTo(shortfall, 10);
    expect(kktResidual).toBeLessThan(1e-8);
  });
});

describe('1,000 scenarios of the default assets', () => {
  const { choleskyFactor, covarianceDaily } = astraBook;
  const normals = new Float64Array(6);
  const drawn = Array.from({ length: 1000 }, (_, path) => {
    pathNormals(5, path, normals);
    return choleskyFactor.map((row) => row.reduce((sum, value, j) => sum + value * normals[j]!, 0));
  });
  const input: OptimizeInput = {
    objective: 'minimumShortfall',
    ...{ covarianceDaily, scenarios: drawn, confidence: 0.95, fullyInvested: true, grossLimit: 2 },
  };

  it('is proven, is the mean of the fifty worst, and no neighbour is better', () => {
    const { weights, objective, certificate } = solved(input);
    const returns = drawn.map((row) => row.reduce((sum, r, i) => sum + r * weights[i]!, 0));
    const worst = returns.toSorted((a, b) => a - b).slice(0, 50);
    expect(-worst.reduce((sum, r) => sum + r, 0) / 50).toBeCloseTo(objective, 14);
    expect(certificate.dualityGap).toBeLessThan(1e-8);
    for (let i = 0; i < 6; i++) {
      for (const step of [1e-3, -1e-3]) {
        const moved = weights.map((w, j) => w + (j === i ? step : j === (i + 1) % 6 ? -step : 0));
        expect(expectedShortfall(drawn, 0.95, moved)).toBeGreaterThan(objective);
      }
    }
  });

  it('comes in steps, each the weights of an iteration, on their way to the optimum', () => {
    const path = [...optimizing(input)].filter((weights) => weights !== undefined);
    const { weights, iterations } = solved(input);
    expect(path.length).toBeGreaterThanOrEqual(iterations);
    const distance = (w: number[]): number => Math.hypot(...w.map((x, i) => x - weights[i]!));
    expect(distance(path[iterations - 1]!)).toBeLessThan(1e-8);
    expect(distance(path[0]!)).toBeGreaterThan(1e-3);
  });
});
