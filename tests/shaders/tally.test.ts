import { afterAll, describe, expect, it } from 'vitest';
import { createGpuKernel } from '../../src/gpu/gpuKernel';
import type { PathModel } from '../../src/simulation/model';
import { tallyReturns, type Tally } from '../../src/simulation/tally';
import { gpu } from './adapter';
import { book, inPathOrder, plan } from './books';

const kernel = createGpuKernel(gpu);
afterAll(() => kernel.close());

const daily = book(6, 10, 'daily');
const held = book(6, 10, 'held');
const tiled = book(34, 2, 'held');

describe('the tally on the GPU is that of its returns, to the last bit', () => {
  const range = { first: 2 ** 33 + 1, count: 5000 };

  async function compare(model: PathModel, changes: Partial<typeof plan> = {}): Promise<Tally> {
    const changed = { ...plan, ...changes };
    await kernel.open(model);
    const [returns, tally] = await Promise.all([
      kernel.returns(range),
      kernel.tally(range, changed),
    ]);
    expect(inPathOrder(tally)).toEqual(inPathOrder(tallyReturns(returns, range, changed)));
    return tally;
  }

  it.each([
    { name: 'daily', model: daily },
    { name: 'held', model: held },
    { name: 'held, tiled', model: tiled },
  ])('$name', async ({ model }) => {
    const tally = await compare(model, {
      extreme: Math.fround(-0.005),
      bracketLow: Math.fround(-0.002),
      bracketHigh: Math.fround(-0.001),
    });
    expect(tally.count).toBe(range.count);
    expect(tally.belowCount).toBeGreaterThan(0);
    expect(tally.keptPaths.length).toBeGreaterThan(tally.belowCount / 10);
  });

  it('with sums that need their high words, of both signs', async () => {
    const scales = { sumScale: 2 ** 30, squareScale: 2 ** 22, belowScale: 2 ** 30 };
    const above = await compare(daily, { ...scales, centre: -0.5, bracketLow: 0 });
    const under = await compare(daily, { ...scales, centre: 0.5, bracketLow: 0 });
    expect(above.sum).toBeGreaterThan(2 ** 32);
    expect(under.sum).toBeLessThan(-(2 ** 32));
    expect(under.belowSum).toBeGreaterThan(2 ** 32);
    expect(under.sumSquares).toBeGreaterThan(2 ** 40);
  });

  it('with bins that overflow at both ends', async () => {
    const { bins } = await compare(daily, { binsPerUnit: 1e6, lowestBin: -2000 });
    expect(bins[0]).toBeGreaterThan(1000);
    expect(bins.at(-1)).toBeGreaterThan(1000);
  });

  it('with bounds that are infinite', async () => {
    const all = await compare(daily, { bracketLow: -Infinity, bracketHigh: Infinity });
    expect(all.keptReturns.length).toBe(range.count);
    const none = await compare(daily, {
      extreme: -Infinity,
      bracketLow: Infinity,
      bracketHigh: Infinity,
    });
    expect(none.keptReturns.length).toBe(0);
    expect(none.belowCount).toBe(range.count);
  });

  it('with bounds that are themselves returns', async () => {
    await kernel.open(daily);
    const sorted = (await kernel.returns(range)).sort();
    const { belowCount, edgeCount, keptReturns } = await compare(daily, {
      extreme: sorted[9]!,
      bracketLow: sorted[100]!,
      bracketHigh: sorted[200]!,
    });
    expect([belowCount, edgeCount]).toEqual([101, 1]);
    expect(keptReturns.length).toBe(9 + 99);
  });

  it('where some returns are not finite: handed on, and not counted', async () => {
    // Grows past the largest float32 within the ten days, on the paths with large shocks.
    const wild = { ...daily, portfolioLoadings: daily.portfolioLoadings.map((l) => l * 3e6) };
    const { count } = await compare(wild);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(range.count);
  });
});
