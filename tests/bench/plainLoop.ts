import type { PathModel } from '../../src/simulation/model';

/** Box & Muller (1958), the cosine alone, as most would write it. */
function standardNormal(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

/** The loop that a user would write: every asset, every day, every path, and a sort. Gives the 99 % value at risk. */
export function plainLoop(model: PathModel, pathCount: number): number {
  const { assetCount: n, stepCount, weights, mean, factor } = model;
  const isDaily = model.rebalancing === 'daily';
  const returns = new Float64Array(pathCount);
  const z = new Float64Array(n);
  const wealth = new Float64Array(n);
  for (let path = 0; path < pathCount; path++) {
    let portfolio = 1;
    wealth.fill(1);
    for (let step = 0; step < stepCount; step++) {
      for (let i = 0; i < n; i++) z[i] = standardNormal();
      let dayReturn = 0;
      for (let i = 0; i < n; i++) {
        let r = mean[i]!;
        for (let j = 0; j <= i; j++) r += factor[i * n + j]! * z[j]!;
        dayReturn += weights[i]! * r;
        wealth[i]! *= 1 + r;
      }
      portfolio *= 1 + dayReturn;
    }
    const held = wealth.reduce((sum, w, i) => sum + weights[i]! * (w - 1), 0);
    returns[path] = isDaily ? portfolio - 1 : held;
  }
  returns.sort();
  return -returns[Math.ceil(0.01 * pathCount) - 1]!;
}
