import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cheapestCut, funding, unitCosts, type FundingInput } from '../../src/inventory/funding';

interface Reference extends FundingInput {
  positions: (FundingInput['positions'][number] & {
    notional: number;
    annualRate: number;
    dailyFunding: number;
  })[];
  dailyFunding: number;
  grossExposure: number;
  netExposure: number;
}

const path = new URL('../reference/funding.json', import.meta.url);
const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;

function funded(change: Partial<FundingInput> = {}) {
  const result = funding({ ...reference, ...change });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const stock = (ticker: string, shares: number, borrowFeeBp?: number) => ({
  ...{ ticker, shares, price: 100 },
  ...(borrowFeeBp === undefined ? {} : { borrowFeeBp }),
});

describe("the original ASTRA's book", () => {
  it('costs $41.489 a day on $2,117,636 gross and $78,288 net: every number to 1e-9 of itself', () => {
    const book = funded();
    const pairs: [number, number][] = [
      [book.dailyFunding, reference.dailyFunding],
      [book.grossExposure, reference.grossExposure],
      [book.netExposure, reference.netExposure],
      ...book.positions.flatMap(({ notional, annualRate, dailyFunding }, i): [number, number][] => [
        [notional, reference.positions[i]!.notional],
        [annualRate, reference.positions[i]!.annualRate],
        [dailyFunding, reference.positions[i]!.dailyFunding],
      ]),
    ];
    for (const [ours, theirs] of pairs) expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-9);
    expect(book.annualFunding).toBeCloseTo(365 * reference.dailyFunding, 9);
  });

  it('accrues 365/360 as much on ACT/360 as on ACT/365', () => {
    const ratio = funded().dailyFunding / funded({ dayCount: 365 }).dailyFunding;
    expect(ratio).toBeCloseTo(365 / 360, 12);
  });
});

describe('signs', () => {
  it('a book without positions, or without shares, costs nothing', () => {
    for (const positions of [[], [stock('A', 0)]]) {
      const book = funded({ positions });
      expect([book.dailyFunding, book.grossExposure, book.netExposure]).toEqual([0, 0, 0]);
    }
  });

  it('longs pay base + spread: $10,000 at 4.10 % on ACT/360', () => {
    const book = funded({ positions: [stock('A', 100)] });
    expect(book.dailyFunding).toBeCloseTo((-10_000 * 0.041) / 360, 12);
    expect(book.netExposure).toBe(10_000);
  });

  it('shorts earn base - spread - fee, their own fee where they have one, and pay where it is larger', () => {
    const book = funded({ positions: [stock('A', -100), stock('HARD', -100, 500)] });
    const [plain, hard] = book.positions.map(({ dailyFunding }) => dailyFunding);
    expect(plain).toBeCloseTo((10_000 * 0.0295) / 360, 12);
    expect(hard).toBeCloseTo((10_000 * (0.036 - 0.0025 - 0.05)) / 360, 12);
    expect(book.netExposure).toBe(-20_000);
  });

  it('a negative base rate pays the longs and charges the shorts', () => {
    const book = funded({ baseRate: -0.01, positions: [stock('A', 100), stock('B', -100)] });
    expect(book.positions[0]!.dailyFunding).toBeCloseTo((10_000 * 0.005) / 360, 12);
    expect(book.positions[1]!.dailyFunding).toBeCloseTo((-10_000 * 0.0165) / 360, 12);
  });
});

describe('the cheapest name to cut', () => {
  it('is the largest of those that pay the highest rate; cutting that much saves a dollar', () => {
    const book = funded();
    const cut = cheapestCut(book, reference.positions)!;
    expect([cut.ticker, cut.alike]).toEqual(['MSFT', ['AAPL', 'GOOGL']]);
    const positions = reference.positions.map((p) =>
      p.ticker === cut.ticker ? { ...p, shares: p.shares - cut.shares } : p,
    );
    expect(funded({ positions }).dailyFunding - book.dailyFunding).toBeCloseTo(1, 9);
  });

  it('is a short that is hard to borrow before a long', () => {
    const positions = [stock('LONG', 1000), stock('HARD', -1000, 900)];
    expect(cheapestCut(funded({ positions }), positions)?.ticker).toBe('HARD');
  });

  it('is none where no name costs a dollar', () => {
    const positions = [stock('A', 1), stock('B', -1000)];
    expect(cheapestCut(funded({ positions }), positions)).toBeUndefined();
  });
});

it("gives the optimizer's costs: what one unit long or short costs a day", () => {
  const { costLong, costShort } = unitCosts({ ...reference, positions: [stock('A', 5)] });
  expect(costLong[0]).toBeCloseTo(0.041 / 360, 15);
  expect(costShort[0]).toBeCloseTo(-0.0295 / 360, 15);
});

it.each([
  ['a price of zero', { positions: [{ ticker: 'A', shares: 1, price: 0 }] }, 'A, price'],
  ['shares that are no number', { positions: [stock('A', NaN)] }, 'A, shares'],
  ['an infinite base rate', { baseRate: Infinity }, 'baseRate'],
  ['a rate beyond all sense', { baseRate: 1e308 }, 'baseRate'],
  ['a fee beyond all sense', { positions: [stock('A', -1, 1e300)] }, 'A, borrowFeeBp'],
  ['more than all money', { positions: [stock('A', 1e200), stock('B', -1e308)] }, 'A, shares'],
  ['a year of 364 days', { dayCount: 364 as 360 }, 'dayCount'],
])('%s is refused by name', (_, change, where) => {
  const result = funding({ ...reference, ...change });
  expect(result.ok ? '' : result.error.where).toBe(where);
});
