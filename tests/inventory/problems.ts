/** Random problems of every kind, from a seed, and the arithmetic that judges answers without the code under test. */
import { philox } from '../../src/math/philox';
import type { OptimizeInput } from '../../src/inventory/problem';

/** Uniforms of (0, 1) from Philox, a stream of their own for each problem. */
function uniforms(seed: number): () => number {
  const words = new Uint32Array(4);
  let index = 0;
  return () => {
    if (index % 4 === 0) philox(index >> 2, 0, 0, 7, seed, 0, words);
    return (words[index++ % 4]! + 0.5) / 0x100000000;
  };
}

/**
 * 2 to `largest` assets on a factor model's sample: singular where there are fewer days than assets, some assets twins of
 * others, limits tight or loose or in conflict.
 */
export function randomProblem(seed: number, largest: number): OptimizeInput {
  const uniform = uniforms(seed);
  const between = (low: number, high: number): number => low + (high - low) * uniform();
  const chance = (p: number): boolean => uniform() < p;
  const pick = (values: number[]): number => values[Math.floor(uniform() * values.length)]!;
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const n = Math.floor(between(2, largest + 1));
  const days = Math.max(2, Math.floor(n * between(0.3, 3)));
  const assets = Array.from({ length: n }, (_, i) => i);
  const twin = assets.map((i) => (i > 0 && chance(0.08) ? i - 1 : i));
  const loading = assets.map(() => between(0.3, 1.5));
  const spread = assets.map(() => between(0.004, 0.03));
  const returns = Array.from({ length: days }, () => {
    const factor = 0.01 * normal();
    const own = assets.map((i) => loading[i]! * factor + spread[i]! * normal());
    return assets.map((i) => own[twin[i]!]!);
  });
  const centre = assets.map((i) => returns.reduce((sum, row) => sum + row[i]!, 0) / days);
  const covarianceDaily = assets.map((i) =>
    assets.map((j) =>
      returns.reduce(
        (sum, row) => sum + ((row[i]! - centre[i]!) * (row[j]! - centre[j]!)) / (days - 1),
        0,
      ),
    ),
  );
  const input: OptimizeInput = {
    objective: chance(0.3) ? 'minimumVariance' : 'meanVariance',
    covarianceDaily,
    meanDailyReturn: assets.map(() => 5e-4 + 8e-4 * normal()),
    riskAversion: pick([0.5, 1, 2.5, 10, 100]),
    grossLimit: pick([0.5, 1, 1, 2, 4]),
  };
  if (chance(0.5)) {
    input.costLong = assets.map(() => 1.1e-4);
    input.costShort = assets.map(() => pick([0, 1.1e-5, -8e-5]));
  }
  if (chance(0.4)) input.netLimit = pick([0, 0.05, 0.1, 0.5]);
  else if (chance(0.3)) input.netTarget = pick([-0.2, 0, 0.3, 1]);
  if (chance(0.3)) input.longOnly = true;
  if (chance(0.25)) input.fullyInvested = true;
  if (chance(0.3)) input.maximumWeight = assets.map(() => between(0, 3 / n));
  if (chance(0.2)) input.minimumWeight = assets.map(() => between(-3 / n, 0.2 / n));
  if (chance(0.3)) {
    const members = assets.filter(() => chance(0.4));
    input.groups = [
      { name: 'half', members, minimum: pick([-1, 0, 0.1]), maximum: pick([0.1, 0.3, 1]) },
    ];
  }
  if (chance(0.25)) {
    input.presentWeights = assets.map(() => normal() / n);
    input.turnoverLimit = pick([0.05, 0.3, 1]);
  }
  return input;
}

/** What is to be minimised: w'Cov w, or the negative of mean'w - riskAversion w'Cov w - costs. */
export function minimised(input: OptimizeInput, w: number[]): number {
  const risk = input.covarianceDaily.reduce(
    (sum, row, i) => sum + w[i]! * row.reduce((inner, value, j) => inner + value * w[j]!, 0),
    0,
  );
  if (input.objective === 'minimumVariance') return risk;
  return w.reduce((sum, x, i) => {
    const rate = x > 0 ? (input.costLong?.[i] ?? 0) : -(input.costShort?.[i] ?? 0);
    return sum + x * (rate - input.meanDailyReturn![i]!);
  }, input.riskAversion! * risk);
}

/** By how much the weights exceed the worst limit. */
export function excess(input: OptimizeInput, w: number[]): number {
  const net = w.reduce((sum, x) => sum + x, 0);
  const gross = w.reduce((sum, x) => sum + Math.abs(x), 0);
  const over: number[] = [0];
  if (input.grossLimit !== undefined) over.push(gross - input.grossLimit);
  if (input.netLimit !== undefined) over.push(Math.abs(net) - input.netLimit);
  if (input.netTarget !== undefined) over.push(Math.abs(net - input.netTarget));
  if (input.fullyInvested) over.push(Math.abs(net - 1));
  if (input.longOnly) over.push(...w.map((x) => -x));
  input.minimumWeight?.forEach((low, i) => over.push(low - w[i]!));
  input.maximumWeight?.forEach((high, i) => over.push(w[i]! - high));
  for (const { members, minimum = -Infinity, maximum = Infinity } of input.groups ?? []) {
    const held = members.reduce((sum, i) => sum + w[i]!, 0);
    over.push(held - maximum, minimum - held);
  }
  if (input.turnoverLimit !== undefined) {
    const moved = w.reduce((sum, x, i) => sum + Math.abs(x - input.presentWeights![i]!), 0);
    over.push(moved - input.turnoverLimit);
  }
  return Math.max(...over);
}
