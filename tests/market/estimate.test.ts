import { describe, expect, it } from 'vitest';
import { DEFAULT_BOOK, exposures } from '../../src/market/book';
import { correlationOf } from '../../src/market/covariance';
import { estimate } from '../../src/market/estimate';
import { simpleReturns } from '../../src/market/returns';
import { selectWindow } from '../../src/market/window';
import { astraBook, embeddedMarket } from '../reference/astraBook';

const window = selectWindow(
  embeddedMarket(),
  DEFAULT_BOOK.tickers,
  DEFAULT_BOOK.from,
  DEFAULT_BOOK.to,
);
const prices = window.ok ? window.value.prices : [];

function estimated(input: Parameters<typeof estimate>[0]) {
  const result = estimate(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('the default book', () => {
  it("has numpy's mean and covariance, to 1e-12 of each entry (sums of 476 terms)", () => {
    const sample = estimated({ prices, method: 'sample' });
    const pairs = [
      [sample.meanDailyReturn, astraBook.meanDailyReturn],
      [sample.covarianceDaily.flat(), astraBook.covarianceDaily.flat()],
      [correlationOf(sample.covarianceDaily).flat(), astraBook.correlation.flat()],
    ] as const;
    for (const [ours, theirs] of pairs) {
      theirs.forEach((value, i) => expect(Math.abs(ours[i]! / value - 1)).toBeLessThan(1e-12));
    }
  });

  it('has the weights of the reference optimum, its gross of 2 and its net of 5 %', () => {
    DEFAULT_BOOK.weights.forEach((w, i) =>
      expect(w).toBeCloseTo(astraBook.longShort.weights[i]!, 14),
    );
    const { gross, net } = exposures(DEFAULT_BOOK.weights);
    expect(gross).toBeCloseTo(2, 14);
    expect(net).toBeCloseTo(0.05, 14);
  });
});

describe('estimate', () => {
  it('weighs the newest move by 1 - lambda: Hull, volatility 1 %, move 2 %, lambda 0.9 gives 1.14 %', () => {
    // A long history of 1 % moves, then one of 2 %: the weights left out sum to 0.9^400 = 5e-19.
    const moves = [...Array.from({ length: 400 }, () => 0.01), 0.02];
    const path = moves.reduce((values, r) => [...values, values.at(-1) * (1 + r)], [1]);
    const { covarianceDaily } = estimated({
      prices: path.map((p) => [p]),
      method: 'ewma',
      lambda: 0.9,
    });
    expect(Math.sqrt(covarianceDaily[0]![0]!)).toBeCloseTo(Math.sqrt(0.9 * 1e-4 + 0.1 * 4e-4), 12);
  });

  it('shrinks by the intensity of Ledoit and Wolf (2004), computed here from its definition', () => {
    const few = prices.slice(0, 12);
    const returns = simpleReturns(few);
    const { covarianceDaily, shrinkage } = estimated({ prices: few, method: 'ledoitWolf' });
    const days = returns.length;
    const n = 6;
    const means = Array.from(
      { length: n },
      (_, i) => returns.reduce((s, r) => s + r[i]!, 0) / days,
    );
    const outer = returns.map((r) =>
      r.map((a, i) => r.map((b, j) => (a - means[i]!) * (b - means[j]!))),
    );
    const average = (i: number, j: number) => outer.reduce((s, m) => s + m[i]![j]!, 0) / days;
    const level = [0, 1, 2, 3, 4, 5].reduce((s, i) => s + average(i, i), 0) / n;
    let [d2, b2] = [0, 0];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        d2 += (average(i, j) - (i === j ? level : 0)) ** 2 / n;
        b2 += outer.reduce((s, m) => s + (m[i]![j]! - average(i, j)) ** 2, 0) / n / days ** 2;
      }
    }
    expect(shrinkage).toBeCloseTo(Math.min(b2, d2) / d2, 12);
    expect(covarianceDaily[0]![1]).toBeCloseTo((1 - shrinkage!) * average(0, 1), 15);
    expect(covarianceDaily[2]![2]).toBeCloseTo(
      (1 - shrinkage!) * average(2, 2) + shrinkage! * level,
      15,
    );
  });

  it.each([
    ['one row', { prices: [[1]], method: 'sample' }, 'tooFewPrices'],
    ['a short row', { prices: [[1, 2], [1], [1, 2]], method: 'sample' }, 'badPrices'],
    ['a price of 0', { prices: [[1], [0], [1]], method: 'sample' }, 'badPrices'],
    [
      'a jump past all numbers',
      { prices: [[1e-300], [1e300], [1]], method: 'sample' },
      'badPrices',
    ],
    ['lambda 1', { prices: [[1], [2], [1]], method: 'ewma', lambda: 1 }, 'badLambda'],
  ] as const)('refuses %s', (_, input, code) => {
    expect(estimate({ ...input, prices: input.prices.map((row) => [...row]) })).toMatchObject({
      ok: false,
      error: { code },
    });
  });
});
