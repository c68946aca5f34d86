/** A proof that accepts everything proves nothing: what the certificate must refuse. */
import { expect, it } from 'vitest';
import { certify, kktResidual } from '../../src/inventory/certificate';
import { fundingCost, product, variance, type Problem } from '../../src/inventory/problem';
import { astraBook } from '../reference/astraBook';

const { covarianceDaily, meanDailyReturn, longShort } = astraBook;
const ones = new Array<number>(6).fill(1);
const zeros = new Array<number>(6).fill(0);
const problem: Problem = {
  objective: { kind: 'utility', riskAversion: 0.5 },
  covariance: covarianceDaily,
  mean: meanDailyReturn,
  costLong: zeros,
  costShort: zeros,
  limits: [
    { kind: 'gross', name: 'gross', says: '', maximum: 2 },
    { kind: 'total', name: 'net', says: '', row: ones, minimum: -0.05, maximum: 0.05, isNet: true },
  ],
};
const duals = [longShort.dualGross, longShort.dualNetUpper];
const scale = Math.max(...meanDailyReturn);

function residual(weights: number[], multipliers = duals): number {
  const gradient = covarianceDaily.map((row, i) => product(row, weights) - meanDailyReturn[i]!);
  return kktResidual(certify(problem, weights, multipliers, { gradient, error: 0 }, scale));
}

function objective(weights: number[]): number {
  return product(meanDailyReturn, weights) - 0.5 * variance(covarianceDaily, weights);
}

it("accepts cvxopt's weights and duals", () => {
  expect(residual(longShort.weights)).toBeLessThan(1e-8);
});

it.each([
  ['weights inside the limits but 1e-4 away', [0, -0.975, 0.1025, 0, 0.9225, 0], duals],
  ['weights beyond the gross limit', longShort.weights.map((w) => 1.0001 * w), duals],
  ['the empty book', zeros, duals],
  ['the optimum with no multipliers', longShort.weights, [0, 0]],
  ['the optimum with a negative multiplier', longShort.weights, [-duals[0]!, duals[1]!]],
  ['the optimum with the net held from the other side', longShort.weights, [duals[0]!, -duals[1]!]],
  ['weights that are no numbers', [NaN, 0, 0, 0, 0, 0], duals],
])('refuses %s', (_, weights, multipliers) => {
  expect(residual(weights, multipliers)).toBeGreaterThan(1e-6);
});

it('never understates how much better another book could be', () => {
  const best = objective(longShort.weights);
  const books = [zeros, [0, -0.9, 0, 0, 0.9, 0], [0.5, -0.5, 0.5, -0.5, 0, 0]];
  for (const weights of books) {
    const gradient = covarianceDaily.map((row, i) => product(row, weights) - meanDailyReturn[i]!);
    const support = { gradient, error: 0 };
    for (const multipliers of [duals, [1e-3, 0], [0, 0]]) {
      const { dualityGap } = certify(problem, weights, multipliers, support, scale);
      expect(dualityGap * scale).toBeGreaterThanOrEqual(best - objective(weights));
    }
  }
});

it('counts the cost of each side', () => {
  const costs = { ...problem, costLong: ones, costShort: ones.map((one) => 2 * one) };
  expect(fundingCost(costs, [0.5, -0.25, 0, 0, 0, 0])).toBe(1);
});
