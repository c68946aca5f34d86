import { afterAll, describe, expect, it } from 'vitest';
import { createGpuKernel } from '../../src/gpu/gpuKernel';
import type { PathRange } from '../../src/simulation/kernel';
import type { PathModel } from '../../src/simulation/model';
import { createReferenceKernel } from '../../src/simulation/reference';
import { gpu } from './adapter';
import { book } from './books';

/** |return in float32 - return in float64|: what the normals' error and the rounding of T steps come to, with a margin. */
const BOUND_10_DAYS = 2e-7;
const BOUND_252_DAYS = 2e-6;

const kernel = createGpuKernel(gpu);
const reference = createReferenceKernel();
afterAll(() => kernel.close());

async function worstError(model: PathModel, range: PathRange): Promise<number> {
  await Promise.all([kernel.open(model), reference.open(model)]);
  const [actual, expected] = await Promise.all([kernel.returns(range), reference.returns(range)]);
  expect(actual.length).toBe(range.count);
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!)));
}

describe.each([1, 2, 6, 31, 32, 33, 100, 256])('returns of %d assets on the GPU', (assetCount) => {
  it.each(['daily', 'held'] as const)(
    'rebalanced %s, agree with float64 path by path',
    async (rebalancing) => {
      // An odd number, so that the last workgroup is not full.
      const count = assetCount <= 32 ? 777 : 77;
      const short = { first: 0, count };
      expect(await worstError(book(assetCount, 1, rebalancing), short)).toBeLessThan(BOUND_10_DAYS);
      expect(await worstError(book(assetCount, 10, rebalancing), short)).toBeLessThan(
        BOUND_10_DAYS,
      );
      const year = { first: 0, count: Math.ceil(count / 8) };
      expect(await worstError(book(assetCount, 252, rebalancing), year)).toBeLessThan(
        BOUND_252_DAYS,
      );
    },
  );
});

describe('the index of a path', () => {
  it.each([
    { from: 'across 2^32', first: 2 ** 32 - 100 },
    { from: 'far above 2^32', first: 2 ** 45 + 2 ** 31 + 7 },
  ])('carries $from', async ({ first }) => {
    const range = { first, count: 200 };
    expect(await worstError(book(6, 10, 'daily'), range)).toBeLessThan(BOUND_10_DAYS);
    expect(await worstError(book(33, 2, 'held'), range)).toBeLessThan(BOUND_10_DAYS);
  });
});
