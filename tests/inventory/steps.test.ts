import { expect, it } from 'vitest';
import { frontier } from '../../src/inventory/frontier';
import { optimizing } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { astraBook } from '../reference/astraBook';

const { covarianceDaily, meanDailyReturn } = astraBook;
const input = { covarianceDaily, meanDailyReturn, grossLimit: 2, netLimit: 0.05 };

/** A pause for each iteration of each program: one of them takes a few iterations at least. */
it.each([
  ['the search for the largest Sharpe ratio', { objective: 'maximumSharpe' }, 2],
  ['the search for what conflicts', { objective: 'minimumVariance', fullyInvested: true }, 4],
] as const)('%s pauses between iterations', (_, change, programs) => {
  const steps = [...optimizing({ ...input, ...change } satisfies OptimizeInput)];
  expect(steps.length).toBeGreaterThan(5 * programs);
});

it('so does the frontier, before its first point too', () => {
  expect([...frontier(input, 2)].length).toBeGreaterThan(10);
});
