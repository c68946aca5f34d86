import { expect, it } from 'vitest';
import { probabilityOfBacktestOverfitting } from '../../src/alpha/overfitting';
import { pathNormals } from '../../src/math/normals';

/** Returns of variants without any skill, or with a mean that grows with the variant's number. */
function variants(seed: number, count: number, bars: number, skill: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => {
    const returns = new Float64Array(bars);
    pathNormals(seed, i, returns);
    return returns.map((r) => 1e-3 * (r + skill * i));
  });
}

function overfitting(returns: Float64Array[], splits?: number) {
  const result = probabilityOfBacktestOverfitting(returns, splits);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** The method word for word: matrices of the chosen blocks, their Sharpe ratios, the rank of the best among the others. */
function plainly(returns: Float64Array[], splits: number): number[] {
  const size = returns[0]!.length / splits;
  const ratio = (values: number[]): number => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const square = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    return mean / Math.sqrt(square);
  };
  const choose = (from: number[], k: number): number[][] =>
    k === 0
      ? [[]]
      : from.flatMap((b, i) => choose(from.slice(i + 1), k - 1).map((rest) => [b, ...rest]));
  const all = Array.from({ length: splits }, (_, b) => b);
  return choose(all, splits / 2).map((chosen) => {
    const sharpes = (blocks: number[]): number[] =>
      returns.map((series) =>
        ratio(blocks.flatMap((b) => [...series.slice(b * size, (b + 1) * size)])),
      );
    const inside = sharpes(chosen);
    const outside = sharpes(all.filter((b) => !chosen.includes(b)));
    const best = inside.indexOf(Math.max(...inside));
    const below = outside.filter((value) => value < outside[best]!).length;
    const rank = (below + 1) / (returns.length + 1);
    return Math.log(rank / (1 - rank));
  });
}

it('agrees with the method done word by word', () => {
  const returns = variants(3, 7, 120, 0.02);
  const { probability, logits } = overfitting(returns, 6);
  const plain = plainly(returns, 6);
  expect(logits).toHaveLength(20);
  const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
  // Ranks are integers: only the logarithm rounds.
  for (const [i, logit] of sorted(logits).entries()) {
    expect(logit).toBeCloseTo(sorted(plain)[i]!, 12);
  }
  expect(probability).toBe(plain.filter((logit) => logit <= 0).length / 20);
});

it('is a coin toss where there is no skill', () => {
  // The rank of the best of one half is uniform in the other: 1/2 in the mean over independent samples.
  const samples = 60;
  const all = Array.from(
    { length: samples },
    (_, seed) => overfitting(variants(seed, 20, 160, 0), 8).probability,
  );
  const mean = all.reduce((a, b) => a + b, 0) / samples;
  const deviation = Math.sqrt(all.reduce((a, b) => a + (b - mean) ** 2, 0) / (samples - 1));
  expect(Math.abs(mean - 0.5)).toBeLessThan((3 * deviation) / Math.sqrt(samples));
});

it('is near nothing where one variant is better, and says how often it would lose', () => {
  const { probability, probabilityOfLoss } = overfitting(variants(5, 10, 1600, 0.05), 8);
  expect(probability).toBe(0);
  expect(probabilityOfLoss).toBe(0);
  const losing = variants(5, 10, 1600, 0).map((series) => series.map((r) => r - 1e-3));
  expect(overfitting(losing, 8).probabilityOfLoss).toBe(1);
});

it('counts a variant that trades nothing as cash, and equals as equals', () => {
  const returns = [...variants(6, 4, 64, 0), new Float64Array(64), new Float64Array(64)];
  const { logits } = overfitting(returns, 4);
  expect([...logits].every(Number.isFinite)).toBe(true);
});

it.each([
  ['one variant', variants(1, 1, 64, 0), 4],
  ['an odd number of blocks', variants(1, 4, 64, 0), 5],
  ['no number of blocks', variants(1, 4, 64, 0), NaN],
  ['too few bars', variants(1, 4, 7, 0), 4],
  ['unequal lengths', [new Float64Array(64), new Float64Array(63)], 4],
])('refuses %s', (_, returns, splits) => {
  expect(probabilityOfBacktestOverfitting(returns, splits).ok).toBe(false);
});
