import { describe, expect, it } from 'vitest';
import { finish } from '../../src/alpha/kalman';
import { powerCurve, type PowerCurve, type PowerInput } from '../../src/alpha/powerCurve';
import { readSessions } from '../../src/alpha/sessions';
import { modelOf, simulatePair } from '../../src/alpha/simulatedPairs';
import { dailyPair } from '../../src/market/pairPrices';
import { embeddedMarket } from '../reference/astraBook';
import { intradayPair } from '../reference/intradayPair';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: ArrayLike<number>): number => {
  const centre = mean(values);
  return Math.sqrt(mean(Array.from(values, (v) => (v - centre) ** 2)));
};

describe('a simulated pair', () => {
  const model = {
    bars: 1950,
    startX: 28,
    startY: 103,
    beta: 0.9,
    logStepX: 7e-4,
    spreadStep: 4e-4,
    halfLifeBars: 20,
  };
  const spreadOf = ({ x, y }: { x: Float64Array; y: Float64Array }): Float64Array =>
    y.map((price, t) => Math.log(price / 103) - 0.9 * Math.log(x[t]! / 28));

  it('is a function of its seed and path, with the hedge ratio and the reversion asked for', () => {
    expect(simulatePair(model, 1, 2)).toEqual(simulatePair(model, 1, 2));
    expect(simulatePair(model, 1, 3)).not.toEqual(simulatePair(model, 1, 2));
    // Regression of the spread on its last value: the slope's standard error is sqrt((1 - phi^2) / T).
    const phi = 2 ** (-1 / 20);
    const spread = spreadOf(simulatePair(model, 1, 2));
    let [cross, square] = [0, 0];
    for (let t = 1; t < spread.length; t++) {
      cross += spread[t]! * spread[t - 1]!;
      square += spread[t - 1]! ** 2;
    }
    expect(Math.abs(cross / square - phi)).toBeLessThan(3 * Math.sqrt((1 - phi * phi) / 1950));
  });

  it('starts a reverting spread from its stationary law and a random walk from nothing', () => {
    const starts = (halfLifeBars?: number) =>
      Array.from({ length: 500 }, (_, path) => {
        const change = halfLifeBars === undefined ? { halfLifeBars: undefined } : { halfLifeBars };
        return spreadOf(simulatePair({ ...model, ...change, bars: 2 }, 9, path))[0]!;
      });
    const stationary = 4e-4 / Math.sqrt(1 - 2 ** (-2 / 20));
    // A deviation from 500 draws: relative standard error 1 / sqrt(1000).
    expect(Math.abs(deviation(starts(20)) / stationary - 1)).toBeLessThan(3 / Math.sqrt(1000));
    for (const start of starts()) expect(Math.abs(start)).toBeLessThan(1e-12);
  });

  it.each([
    ['moves of a tenth a bar', { logStepX: 0.1, spreadStep: 0.1 }],
    ['that fall and fall', { logStepX: 1, spreadStep: 1, halfLifeBars: undefined }],
    ['a beta of millions, below zero', { beta: -1e7 }],
    ['a spread that dwarfs y', { spreadStep: 1e300 }],
  ])('has prices above zero whatever its moves: %s', (_, change) => {
    for (let path = 0; path < 20; path++) {
      const { x, y } = simulatePair({ ...model, ...change }, 2, path);
      for (const [prices, start] of [
        [x, 28],
        [y, 103],
      ] as const) {
        // 1e-9: an exponential of a rounded logarithm.
        expect(Math.min(...prices)).toBeGreaterThan((start / 2 ** 20) * (1 - 1e-9));
        expect(Math.max(...prices)).toBeLessThan(start * 2 ** 20 * (1 + 1e-9));
      }
    }
  });

  it('drawn from a pair has its moves, and a spread without drift', () => {
    const sessions = readSessions(intradayPair.timestamps);
    const like = sessions.ok && modelOf(intradayPair.x, intradayPair.y, sessions.value);
    if (!like) throw new Error('no model');
    expect(like.moves!.spread).toHaveLength(1950 - 5);
    expect(Math.abs(mean(like.moves!.spread))).toBeLessThan(1e-15);
    const { x } = simulatePair(like, 4, 0);
    // Quoted to 2^-20 of the first price at both ends: within 2e-6 of a move that was seen.
    const moves = [...like.moves!.logX];
    for (let t = 1; t < x.length; t++) {
      const move = Math.log(x[t]! / x[t - 1]!);
      expect(moves.some((seen) => Math.abs(seen - move) < 2e-6)).toBe(true);
    }
  });
});

const fiveDays: PowerInput = {
  backtest: {
    ...intradayPair,
    delta: 1e-7,
    measurementVariance: 1e-3,
    entry: 2,
    exit: 0.5,
    rule: 'held',
    burnInBars: 120,
    returns: 'onCapital',
    annualisation: 'correct',
  },
  runs: 400,
  seed: 5,
  thresholds: [-100, 0, 5, 10, 100],
};

function curve(change: Partial<PowerInput> = {}): PowerCurve {
  const result = finish(powerCurve({ ...fiveDays, ...change }));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('the power curve', () => {
  const nothing = curve();

  it('of pairs with nothing in them is the law of luck: mean 0, deviation 1 / sqrt(years)', () => {
    const luck = Math.sqrt(252 / 5);
    expect(Math.abs(mean(nothing.sharpes))).toBeLessThan((3 * luck) / Math.sqrt(400));
    // Relative error of a deviation of 400 runs, and as much again for the autocorrelation's own estimate.
    expect(Math.abs(deviation(nothing.sharpes) / luck - 1)).toBeLessThan(6 / Math.sqrt(800));
    expect(nothing.untradedRuns).toBe(0);
  });

  it('counts the runs above each threshold, with their binomial error', () => {
    const { shareAbove, standardErrors, sharpes, thresholds } = nothing;
    expect(shareAbove[0]).toBe(1);
    expect(shareAbove.at(-1)).toBe(0);
    for (const [i, threshold] of thresholds.entries()) {
      const share = [...sharpes].filter((sharpe) => sharpe > threshold).length / 400;
      expect(shareAbove[i]).toBe(share);
      expect(standardErrors[i]).toBeCloseTo(Math.sqrt((share * (1 - share)) / 400), 15);
    }
  });

  it('rises where the spread reverts, and falls with costs', () => {
    const above = ({ shareAbove }: PowerCurve): number => shareAbove[2]!;
    expect(above(curve({ halfLifeBars: 30 }))).toBeGreaterThan(above(nothing) + 0.1);
    const costly = { ...fiveDays.backtest, costBp: 1 };
    expect(above(curve({ backtest: costly, runs: 100 }))).toBeLessThan(above(nothing));
  });

  it('counts a run that trades nothing as 0', () => {
    const idle = curve({ backtest: { ...fiveDays.backtest, entry: 1e6, exit: 0 }, runs: 5 });
    expect(idle.untradedRuns).toBe(5);
    expect([...idle.sharpes]).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    ['NVDA', 'AMZN', '2024-02-05'],
    ['TSLA', 'AAPL', '2024-02-05'],
    ['NVDA', 'INTC', '2024-02-05'],
    ['NVDA', 'AMZN', '2020-01-02'],
  ])('answers for days of %s on %s from %s, whatever the half-life', (y, x, from) => {
    const pair = dailyPair(embeddedMarket(), { y, x }, { from, to: '9999-12-31' });
    if (!pair.ok) throw new Error('no pair');
    const { timestamps } = pair.value;
    const prices = { x: pair.value.x.prices, y: pair.value.y.prices };
    const backtest = { ...fiveDays.backtest, ...prices, timestamps, delta: 1e-5 };
    for (const halfLifeBars of [undefined, 10, 390]) {
      const { sharpes, untradedRuns } = curve({ backtest, halfLifeBars, runs: 100 });
      expect(sharpes.every(Number.isFinite)).toBe(true);
      expect(untradedRuns).toBeLessThan(100);
    }
  });

  it.each([
    ['runs', { runs: 0 }],
    ['halfLifeBars', { halfLifeBars: 0 }],
    ['entry', { backtest: { ...fiveDays.backtest, entry: NaN } }],
    ['x', { backtest: { ...fiveDays.backtest, x: [1], y: [1], timestamps: ['2020-01-01'] } }],
  ])('refuses what cannot be simulated: %s', (where, change) => {
    const result = finish(powerCurve({ ...fiveDays, ...change }));
    expect(result.ok ? undefined : result.error.where).toBe(where);
  });
});
