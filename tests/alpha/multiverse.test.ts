import { describe, expect, it } from 'vitest';
import { backtest } from '../../src/alpha/backtest';
import { cellsOf, gridAround, PARAMETERS } from '../../src/alpha/grid';
import { finish } from '../../src/alpha/kalman';
import { exploring, type Multiverse } from '../../src/alpha/multiverse';
import { probabilityOfBacktestOverfitting } from '../../src/alpha/overfitting';
import { standingOf } from '../../src/alpha/standing';
import { intradayPair } from '../reference/intradayPair';
import { simulatedInput } from './pairs';

const input = {
  ...simulatedInput(1),
  burnInBars: 20,
  returns: 'onCapital',
  annualisation: 'correct',
} as const;
const grid = {
  delta: [1e-8, 1e-7],
  measurementVariance: [1e-3, 5e-3],
  entry: [1, 1.5, 1e6],
  exit: [0, 1.25],
  delayBars: [0, 1],
  costBp: [0, 1],
};

function explore(of = grid): Multiverse {
  const result = finish(exploring(input, of));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const multiverse = explore();
const { cells, contests, observations } = multiverse;
const cellAt = (i: number) =>
  Object.fromEntries(PARAMETERS.map((name) => [name, cells[name][i]!])) as ReturnType<
    typeof cellsOf
  >[number];

function singly(i: number) {
  const result = backtest({ ...input, ...cellAt(i) });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

it('runs every combination whose exit is within its entry, to the same answer as one backtest', () => {
  expect(cells.delta).toHaveLength(2 * 2 * (3 * 2 - 1) * 2 * 2);
  expect(observations).toBe(390 - 21);
  for (const i of cells.delta.keys()) {
    const { sharpeAnnualised, totalReturn, tradeCount } = singly(i);
    expect(cells.sharpe[i]).toBe(sharpeAnnualised ?? NaN);
    expect(cells.totalReturn[i]).toBe(totalReturn);
    expect(cells.tradeCount[i]).toBe(tradeCount);
  }
});

describe('a contest', () => {
  it('is one for each delay and cost, of the backtests that traded', () => {
    expect(contests.map(({ delayBars, costBp }) => [delayBars, costBp])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    for (const { tradedCount } of contests) expect(tradedCount).toBe(2 * 2 * 3);
  });

  it('has the mean of all correlations, and the overfitting of its returns', () => {
    const { delayBars, costBp, averageCorrelation, overfitting } = contests[3]!;
    const rivals = [...cells.delta.keys()].filter(
      (i) =>
        cells.delayBars[i] === delayBars && cells.costBp[i] === costBp && cells.tradeCount[i]! > 0,
    );
    const returns = rivals.map((i) => singly(i).barReturn.subarray(input.burnInBars + 1));
    const centred = returns.map((series) => {
      const mean = series.reduce((a, b) => a + b, 0) / series.length;
      return series.map((r) => r - mean);
    });
    const dot = (a: Float64Array, b: Float64Array): number =>
      a.reduce((sum, r, t) => sum + r * b[t]!, 0);
    const correlations = centred.flatMap((a, i) =>
      centred.slice(i + 1).map((b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))),
    );
    const mean = correlations.reduce((a, b) => a + b, 0) / correlations.length;
    // Sums of 369 products of unit vectors: rounding of 1e-16 each.
    expect(Math.abs(averageCorrelation - mean)).toBeLessThan(1e-12);
    const alone = probabilityOfBacktestOverfitting(returns);
    expect(alone.ok && alone.value.probability).toBe(overfitting!.probability);
  });
});

describe('the standing of a backtest', () => {
  const best = cells.sharpe.reduce((at, s, i) => (s > (cells.sharpe[at] || -Infinity) ? i : at), 0);

  it('counts those below it, and deflates it for those it was chosen from', () => {
    const standing = standingOf(multiverse, best);
    if (!standing.ok) throw new Error(standing.error.message);
    const { shareBelow, independentTrials, expectedMaximum, probability, contest } = standing.value;
    expect(shareBelow).toBe(47 / 48);
    expect([contest.delayBars, contest.costBp]).toEqual([
      cells.delayBars[best],
      cells.costBp[best],
    ]);
    expect(independentTrials).toBeGreaterThan(1);
    expect(independentTrials).toBeLessThan(contest.tradedCount);
    expect(expectedMaximum).toBeGreaterThan(0);
    expect(probability).toBeGreaterThan(0);
    expect(probability).toBeLessThan(1);
  });

  it('is a sentence where it trades nothing', () => {
    const idle = cells.tradeCount.indexOf(0);
    expect(cells.entry[idle]).toBe(1e6);
    const standing = standingOf(multiverse, idle);
    expect(standing.ok ? '' : standing.error.code).toBe('noTrades');
  });
});

it('around the defaults is 2,700 backtests, the chosen one among them', () => {
  const chosen = {
    delta: 1e-5,
    measurementVariance: 1e-3,
    entry: 2,
    exit: 0.5,
    delayBars: 1,
    costBp: 1,
  };
  const around = cellsOf(gridAround(chosen));
  expect(around).toHaveLength(2700);
  expect(around).toContainEqual(chosen);
  const odd = { ...chosen, delta: 0, exit: 0.3, delayBars: 7 };
  expect(cellsOf(gridAround(odd))).toContainEqual(odd);
});

it('of the embedded pair runs with nothing to choose from, and refuses an empty grid', () => {
  const one = { ...grid, delta: [1e-5], measurementVariance: [1e-3], entry: [2], exit: [0.5] };
  const rules = { entry: 2, exit: 0.5, rule: 'held' } as const;
  const base = { ...intradayPair, delta: 1e-5, measurementVariance: 1e-3, ...rules };
  const result = finish(exploring(base, one));
  if (!result.ok) throw new Error(result.error.message);
  expect(result.value.contests.every((c) => c.overfitting === undefined)).toBe(true);
  const standing = standingOf(result.value, 0);
  expect(standing.ok && standing.value.expectedMaximum).toBe(0);
  expect(finish(exploring(base, { ...one, exit: [3] })).ok).toBe(false);
  expect(finish(exploring(base, { ...one, costBp: [-1] })).ok).toBe(false);
});
