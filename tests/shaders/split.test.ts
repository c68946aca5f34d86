import { describe, expect, it } from 'vitest';
import { planDispatch } from '../../src/gpu/chunk';
import { createGpuKernel, type GpuKernelOptions } from '../../src/gpu/gpuKernel';
import type { PathRange } from '../../src/simulation/kernel';
import type { PathModel } from '../../src/simulation/model';
import type { Tally } from '../../src/simulation/tally';
import { gpu } from './adapter';
import { book, inPathOrder, plan } from './books';

const daily = book(6, 10, 'daily');
const held = book(6, 10, 'held');
const tiled = book(34, 2, 'held');

describe('however the paths are split', () => {
  const whole = { first: 2 ** 32 - 700, count: 3001 };

  async function tallyOf(
    model: PathModel,
    ranges: PathRange[],
    options?: GpuKernelOptions,
  ): Promise<unknown> {
    const split = createGpuKernel(gpu, options);
    await split.open(model);
    const tallies: Tally[] = [];
    for (const range of ranges) tallies.push(await split.tally(range, plan));
    split.close();
    return inPathOrder(tallies.reduce(merged));
  }

  function chunks(size: number): PathRange[] {
    return Array.from({ length: Math.ceil(whole.count / size) }, (_, i) => ({
      first: whole.first + i * size,
      count: Math.min(size, whole.count - i * size),
    }));
  }

  it.each([
    { name: 'daily', model: daily, sizes: [32, 128, 256] },
    { name: 'held', model: held, sizes: [32, 128, 256] },
    { name: 'held, tiled', model: tiled, sizes: [20, 96] },
  ])('$name: one tally for every workgroup size and chunk', async ({ model, sizes }) => {
    const expected = await tallyOf(model, [whole]);
    for (const workgroupSize of sizes) {
      expect(await tallyOf(model, [whole], { workgroupSize })).toEqual(expected);
    }
    expect(await tallyOf(model, chunks(64))).toEqual(expected);
    expect(await tallyOf(model, chunks(1000))).toEqual(expected);
  });

  // A dispatch has at most 2,048 workgroups, 64 on a software adapter; here of 16 and 8 paths a round.
  it.each([
    { name: 'daily', model: book(1, 1, 'daily'), workgroupSize: 16, count: 40_001 },
    { name: 'held, tiled', model: book(34, 1, 'held'), workgroupSize: 9, count: 20_001 },
  ])('$name: several rounds a workgroup give the tally of chunks with one', async (each) => {
    const { model, workgroupSize, count } = each;
    const half = Math.floor(count / 2);
    const whole = [{ first: 0, count }];
    const halves = [
      { first: 0, count: half },
      { first: half, count: count - half },
    ];
    expect(await tallyOf(model, whole, { workgroupSize })).toEqual(
      await tallyOf(model, halves, { workgroupSize }),
    );
  });

  it('more kept returns than there was room for', async () => {
    const expected = await tallyOf(daily, [whole]);
    expect(await tallyOf(daily, [whole], { keptCapacity: 3 })).toEqual(expected);
  });
});

describe('a dispatch', () => {
  it.each([1, 8, 56, 64, 256])(
    'covers any chunk with at most 65,535 workgroups of %d paths',
    (paths) => {
      for (const count of [1, paths, paths + 1, 5000, 2 ** 22 - 1, 2 ** 22]) {
        for (const isSoftware of [false, true]) {
          const { workgroupCount, roundCount } = planDispatch(count, paths, isSoftware);
          const capacity = workgroupCount * roundCount * paths;
          expect(workgroupCount).toBeLessThanOrEqual(65_535);
          expect(capacity).toBeGreaterThanOrEqual(count);
          expect(capacity - roundCount * paths).toBeLessThan(count);
        }
      }
    },
  );
});

function merged(a: Tally, b: Tally): Tally {
  const joined = (x: Float64Array, y: Float64Array): Float64Array =>
    Float64Array.from([...x, ...y]);
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    sumSquares: a.sumSquares + b.sumSquares,
    belowCount: a.belowCount + b.belowCount,
    belowSum: a.belowSum + b.belowSum,
    belowSumSquares: a.belowSumSquares + b.belowSumSquares,
    edgeCount: a.edgeCount + b.edgeCount,
    bins: a.bins.map((count, i) => count + b.bins[i]!),
    keptReturns: joined(a.keptReturns, b.keptReturns),
    keptPaths: joined(a.keptPaths, b.keptPaths),
  };
}
