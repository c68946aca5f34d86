import { expect, it } from 'vitest';
import { optimize } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { astraBook } from '../reference/astraBook';

const { covarianceDaily, meanDailyReturn } = astraBook;

function solved(change: Partial<OptimizeInput>) {
  const input = {
    objective: 'maximumSharpe' as const,
    covarianceDaily,
    meanDailyReturn,
    ...change,
  };
  const optimum = optimize(input);
  if (!optimum.ok) throw new Error(optimum.error.message);
  const gross = optimum.value.weights.reduce((sum, w) => sum + Math.abs(w), 0);
  return { ...optimum.value, gross };
}

it.each([0.5, 2, 4])('of all books with the largest ratio, the largest: gross %d', (grossLimit) => {
  const small = solved({ grossLimit: 0.1, netLimit: 100 });
  const { gross, objective, weights } = solved({ grossLimit, netLimit: 100 });
  // The multiple is found to 1e-6, as is the ratio's direction.
  expect(gross / grossLimit).toBeCloseTo(1, 4);
  expect(objective).toBeCloseTo(small.objective, 8);
  weights.forEach((w, i) => expect(w / grossLimit).toBeCloseTo(small.weights[i]! / small.gross, 4));
});

it('without a limit on its size: gross 1', () => {
  expect(solved({}).gross).toBeCloseTo(1, 4);
  expect(solved({ longOnly: true }).gross).toBeCloseTo(1, 4);
});

it('an equality on the edge of the band is that equality', () => {
  const both = solved({ fullyInvested: true, grossLimit: 2, netLimit: 1 });
  const alone = solved({ fullyInvested: true, grossLimit: 2 });
  both.weights.forEach((w, i) => expect(w).toBeCloseTo(alone.weights[i]!, 6));
  expect(both.limits.filter(({ limit }) => limit.name === 'net')).toHaveLength(1);
});
