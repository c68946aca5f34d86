/** The objective of a problem: its value, its gradient, its size. The solvers and the proof of their answers share it. */
import { fundingCost, product, variance, type Problem } from './problem';

/** The objective as {@link Optimum.objective} reports it. */
export function objectiveOf(problem: Problem, weights: number[]): number {
  const { objective, covariance, mean } = problem;
  const meanAfterCosts = product(mean, weights) - fundingCost(problem, weights);
  const risk = Math.max(variance(covariance, weights), 0);
  switch (objective.kind) {
    case 'variance':
      return risk;
    case 'utility':
      return meanAfterCosts - objective.riskAversion * risk;
    case 'sharpe':
      return meanAfterCosts / Math.sqrt(risk);
    case 'shortfall':
      return expectedShortfall(objective.scenarios, objective.confidence, weights);
  }
}

/** Mean of the worst (1 - confidence) of the scenarios' losses, the boundary one by its fraction (Acerbi & Tasche 2002). */
export function expectedShortfall(
  scenarios: number[][],
  confidence: number,
  weights: number[],
): number {
  const losses = Float64Array.from(scenarios, (scenario) => -product(scenario, weights)).sort();
  const tail = (1 - confidence) * losses.length;
  let sum = 0;
  for (let left = tail, i = losses.length - 1; left > 0 && i >= 0; left--, i--) {
    sum += Math.min(left, 1) * losses[i]!;
  }
  return sum / tail;
}

/** Of the minimised quadratic: its factor on the covariance, and on mean and costs. */
export function shapeOf({ objective }: Pick<Problem, 'objective'>): {
  curvature: number;
  slope: 0 | 1;
} {
  return objective.kind === 'utility'
    ? { curvature: 2 * objective.riskAversion, slope: 1 }
    : { curvature: 2, slope: 0 };
}

/** Without costs. */
export function gradientOf(problem: Problem, weights: number[]): number[] {
  const { curvature, slope } = shapeOf(problem);
  return problem.covariance.map(
    (row, i) => curvature * product(row, weights) - slope * problem.mean[i]!,
  );
}

/** The objective's largest coefficient: over it, its numbers are about one. */
export function objectiveScale({
  objective,
  covariance,
  mean,
  costLong,
  costShort,
}: Problem): number {
  if (objective.kind === 'shortfall') return largest(objective.scenarios.map(largest)) || 1;
  const { curvature, slope } = shapeOf({ objective });
  const risk = curvature * largest(covariance.map((row, i) => row[i]!));
  return slope === 1
    ? Math.max(risk, largest(mean), largest(costLong), largest(costShort)) || 1
    : risk || 1;
}

/** The largest magnitude. */
export function largest(values: number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
