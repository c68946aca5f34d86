import { describe, expect, it } from 'vitest';
import { createReferenceKernel } from '../../src/simulation/reference';
import type { PathModel } from '../../src/simulation/model';
import type { Rebalancing } from '../../src/simulation/request';
import { BUILDS, kernelInstance } from './builds';
import { bookModel } from './models';

const ASSET_COUNTS = [1, 2, 6, 31, 32, 33, 100, 256];
const REBALANCINGS: Rebalancing[] = ['daily', 'held'];
/** |return in float32 - return in float64|: the normals' error times the book's volatility, and T roundings of G. */
const BOUND_10_DAYS = 2e-7;
const BOUND_252_DAYS = 2e-6;

async function referenceReturns(model: PathModel, first: number, count: number) {
  const kernel = createReferenceKernel();
  await kernel.open(model);
  return kernel.returns({ first, count });
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

const cases = ASSET_COUNTS.flatMap((assetCount) =>
  REBALANCINGS.map((rebalancing) => ({ assetCount, rebalancing })),
);

describe.each(cases)('$assetCount assets, $rebalancing', ({ assetCount, rebalancing }) => {
  it.each([
    [1, 4099, 2e6, BOUND_10_DAYS],
    [10, 1003, 1e5, BOUND_10_DAYS],
    [252, 67, 5e4, BOUND_252_DAYS],
  ])('over %d days every path is the reference', async (stepCount, most, normals, bound) => {
    const model = bookModel(assetCount, stepCount, rebalancing);
    const count = Math.max(9, Math.min(most, Math.floor(normals / (assetCount * stepCount))));
    const expected = await referenceReturns(model, 1, count);
    for (const build of BUILDS) {
      const kernel = kernelInstance(build);
      kernel.open(model);
      const returns = new Float32Array(count);
      kernel.fill(1, returns);
      expect(largestDifference(returns, expected)).toBeLessThan(bound);
    }
  });
});

describe.each(BUILDS)('%s build', (build) => {
  const kernel = kernelInstance(build);
  const returnsOf = (first: number, count: number): Float32Array => {
    const returns = new Float32Array(count);
    kernel.fill(first, returns);
    return returns;
  };

  it.each(REBALANCINGS)('gives the same bits however a %s run is split', (rebalancing) => {
    kernel.open(bookModel(6, 10, rebalancing));
    const whole = returnsOf(0, 10_007);
    for (const chunk of [1, 3, 64, 1000, 4099]) {
      for (let first = 0; first < whole.length; first += chunk) {
        const part = returnsOf(first, Math.min(chunk, whole.length - first));
        expect(part).toEqual(whole.slice(first, first + chunk));
      }
    }
  });

  it('carries the path over 2^32', async () => {
    const model = bookModel(6, 10, 'daily');
    kernel.open(model);
    const first = 2 ** 32 - 5;
    const whole = returnsOf(first, 13);
    for (let i = 0; i < whole.length; i++) expect(returnsOf(first + i, 1)[0]).toBe(whole[i]);
    const expected = await referenceReturns(model, first, 13);
    expect(largestDifference(whole, expected)).toBeLessThan(BOUND_10_DAYS);
  });

  it('forgets the model before', () => {
    const small = bookModel(2, 3, 'held');
    kernel.open(small);
    const fresh = returnsOf(0, 100);
    kernel.open(bookModel(256, 2, 'held'));
    returnsOf(0, 100);
    kernel.open(small);
    expect(returnsOf(0, 100)).toEqual(fresh);
  });

  it('draws alone the same normals', () => {
    const [assetCount, stepCount, path] = [7, 9, 3];
    const model = bookModel(assetCount, stepCount, 'daily');
    kernel.open(model);
    const sums = new Float32Array(8);
    kernel.drawOnly(0, sums);
    const normals = kernel.normals(model.seed, path, assetCount * stepCount);
    const sum = normals.reduce((total, z) => Math.fround(total + z), 0);
    expect(sums[path]).toBe(sum);
  });
});
