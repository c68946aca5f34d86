/** The active set method: from any guess it gives the proven optimum or nothing, and from a neighbour mostly the former. */
import { describe, expect, it } from 'vitest';
import { settle, type Candidate } from '../../src/inventory/activeSet';
import type { Optimum } from '../../src/inventory/assess';
import { objectiveScale } from '../../src/inventory/objective';
import { optimize } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { readProblem } from '../../src/inventory/readProblem';
import { astraBook } from '../reference/astraBook';
import { excess, minimised, randomProblem } from './problems';

const candidateOf = ({ weights, limits }: Optimum): Candidate => ({
  weights,
  multipliers: limits.map(({ dual }) => dual),
});

/** The same problem with each mean and the gross limit a little off. */
function neighbour(input: OptimizeInput): OptimizeInput {
  return {
    ...input,
    meanDailyReturn: input.meanDailyReturn!.map((mean, i) => mean + 2e-5 * Math.sin(i)),
    grossLimit: 1.02 * input.grossLimit!,
  };
}

function scaleOf(input: OptimizeInput): number {
  const problem = readProblem(input);
  return problem.ok ? objectiveScale(problem.value) : NaN;
}

function settledFrom(input: OptimizeInput, near: Candidate, rounds: number): Candidate | undefined {
  const problem = readProblem(input);
  if (!problem.ok) throw new Error(problem.error.message);
  return settle(problem.value, objectiveScale(problem.value), near, rounds);
}

describe('from the answer of a neighbouring problem', () => {
  const seeds = Array.from({ length: 200 }, (_, k) => 9000 + k);

  it('gives the answer that a fresh start gives, whatever it started from', () => {
    let [compared, warmed] = [0, 0];
    for (const seed of seeds) {
      const input = randomProblem(seed, 30);
      const near = optimize(input);
      const fresh = optimize(neighbour(input));
      if (!near.ok || !fresh.ok) continue;
      const warm = optimize(neighbour(input), { near: near.value });
      if (!warm.ok) throw new Error(`${seed}: ${warm.error.message}`);
      const [ours, theirs] = [warm, fresh].map(({ value }) =>
        minimised(neighbour(input), value.weights),
      );
      // Each is proven to a gap of 1e-7 of the objective's scale, its limits to 1e-7 times multipliers below the scale.
      expect(Math.abs(ours! - theirs!) / scaleOf(neighbour(input))).toBeLessThan(4e-7);
      expect(excess(neighbour(input), warm.value.weights)).toBeLessThan(1e-7);
      compared++;
      if (warm.value.iterations === 0) warmed++;
    }
    expect(compared).toBeGreaterThan(100);
    expect(warmed / compared).toBeGreaterThan(0.6);
  });

  it('a nonsensical start is no answer: the interior point takes over', () => {
    const { covarianceDaily, meanDailyReturn } = astraBook;
    const input: OptimizeInput = {
      ...{ objective: 'meanVariance', covarianceDaily, meanDailyReturn, riskAversion: 0.5 },
      ...{ grossLimit: 2, netLimit: 0.05 },
    };
    const fresh = optimize(input);
    if (!fresh.ok) throw new Error(fresh.error.message);
    for (const start of [0, 1e9, -3, NaN, Infinity]) {
      const weights = covarianceDaily.map(() => start);
      const limits = fresh.value.limits.map((each) => ({ ...each, dual: start }));
      const warm = optimize(input, { near: { ...fresh.value, weights, limits } });
      if (!warm.ok) throw new Error(warm.error.message);
      // Unique weights, each proven to 1e-7 of a curvature of at least a hundredth of the scale.
      warm.value.weights.forEach((w, i) => expect(w).toBeCloseTo(fresh.value.weights[i]!, 5));
    }
  });

  it('the answer itself settles at once', () => {
    const { covarianceDaily } = astraBook;
    const input: OptimizeInput = {
      ...{ objective: 'minimumVariance', covarianceDaily, longOnly: true, fullyInvested: true },
    };
    const optimum = optimize(input);
    if (!optimum.ok) throw new Error(optimum.error.message);
    const settled = settledFrom(input, candidateOf(optimum.value), 1);
    settled?.weights.forEach((w, i) => expect(w).toBeCloseTo(optimum.value.weights[i]!, 12));
    expect(settled).toBeDefined();
  });

  it('two assets by hand: gross 1 binds, and its multiplier is what one unit more is worth', () => {
    // max 0.1 a - (a^2 + b^2) / 2 with |a| + |b| <= 0.05: a = 0.05, b = 0, multiplier 0.1 - 0.05.
    const input: OptimizeInput = {
      objective: 'meanVariance',
      covarianceDaily: [
        [1, 0],
        [0, 1],
      ],
      ...{ meanDailyReturn: [0.1, 0.01], riskAversion: 0.5, grossLimit: 0.05 },
    };
    const settled = settledFrom(input, { weights: [0.01, 0.01], multipliers: [0] }, 5);
    expect(settled?.weights[0]).toBeCloseTo(0.05, 15);
    expect(settled?.weights[1]).toBe(0);
    expect(settled?.multipliers[0]).toBeCloseTo(0.05, 15);
  });
});
