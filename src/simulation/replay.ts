import { pathNormals } from '../math/normals';
import type { PathModel } from './model';
import { assetReturns } from './reference';
import type { Replay } from './result';

/**
 * One path again, asset by asset, in float64. An asset's contribution on a day is its profit over the book's initial
 * value, so contributions add up to valueByDay exactly as the book's value moves.
 */
export function replayPath(model: PathModel, path: number): Replay {
  const { assetCount: n, stepCount, weights, rebalancing } = model;
  const normals = new Float64Array(n * stepCount);
  pathNormals(model.seed, path, normals);
  const returns = new Float64Array(n);
  const holdings = Float64Array.from(weights);
  const valueByDay = [1];
  const assetReturnsByDay: number[][] = [];
  const contributionsByDay: number[][] = [];
  for (let step = 0; step < stepCount; step++) {
    assetReturns(model, normals, step, returns);
    const value = valueByDay[step]!;
    const profits = Array.from(returns, (r, i) => holdings[i]! * r);
    const next = value + profits.reduce((sum, profit) => sum + profit, 0);
    profits.forEach((profit, i) => {
      holdings[i] = rebalancing === 'daily' ? next * weights[i]! : holdings[i]! + profit;
    });
    valueByDay.push(next);
    assetReturnsByDay.push(Array.from(returns));
    contributionsByDay.push(profits);
  }
  return {
    portfolioReturn: valueByDay[stepCount]! - 1,
    valueByDay,
    assetReturnsByDay,
    contributionsByDay,
  };
}
