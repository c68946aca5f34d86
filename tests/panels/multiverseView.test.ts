import { describe, expect, it } from 'vitest';
import { deflatedSharpe } from '../../src/alpha/deflatedSharpe';
import { cellsOf, PARAMETERS, type MultiverseGrid } from '../../src/alpha/grid';
import type { Multiverse } from '../../src/alpha/multiverse';
import {
  backtestOf,
  cellAt,
  mapSlice,
  shareAbove,
  standingOf,
  valuesOf,
} from '../../src/panels/alpha/multiverseView';

const grid: MultiverseGrid = {
  delta: [1e-6, 1e-5],
  measurementVariance: [1e-3],
  entry: [1, 2],
  exit: [0, 0.5],
  delayBars: [0, 1, 5],
  costBp: [0],
};
const list = cellsOf(grid);
/** Known by heart: the Sharpe ratio is ten times the entry, less the delay, plus the exit; delta changes nothing. */
const sharpes = list.map(({ entry, exit, delayBars }) => 10 * entry - delayBars + exit);
const column = (value: (i: number) => number) => Float64Array.from(list, (_, i) => value(i));
const multiverse: Multiverse = {
  cells: {
    ...(Object.fromEntries(
      PARAMETERS.map((name) => [name, column((i) => list[i]![name])]),
    ) as Pick<Multiverse['cells'], (typeof PARAMETERS)[number]>),
    sharpe: column((i) => (i === 3 ? NaN : sharpes[i]!)),
    barSharpe: column((i) => (i === 3 ? NaN : sharpes[i]! / 300)),
    totalReturn: column(() => 0),
    tradeCount: column(() => 9),
    skewness: column(() => 0.2),
    kurtosis: column(() => 5),
  },
  observations: 1900,
  tradedCount: list.length - 1,
  averageCorrelation: 0.25,
  overfitting: undefined,
};
const { cells } = multiverse;

describe('the multiverse over two parameters', () => {
  it('finds a backtest by its parameters, and those again', () => {
    for (const [i, cell] of list.entries()) {
      expect(backtestOf(cells, cell)).toBe(i);
      expect(cellAt(cells, i)).toEqual(cell);
    }
    expect(backtestOf(cells, { ...list[0]!, entry: 3 })).toBeUndefined();
    expect(valuesOf(cells, 'delayBars')).toEqual([0, 1, 5]);
  });

  it('shows the others as chosen, or the best or the middle of them', () => {
    const axes = { across: 'entry', up: 'delayBars' } as const;
    const chosen = { ...list[0]!, delta: 1e-5, exit: 0.5 };
    const shown = (others: 'chosen' | 'median' | 'best') =>
      mapSlice(cells, axes, others, chosen).backtest.map((row) => row.map((i) => cells.sharpe[i!]));
    expect(shown('chosen')).toEqual([
      [10.5, 20.5],
      [9.5, 19.5],
      [5.5, 15.5],
    ]);
    expect(shown('best')).toEqual(shown('chosen'));
    expect(shown('median')[1]).toEqual([9, 19]);
    const { across, up } = mapSlice(cells, axes, 'best', chosen);
    expect([across, up]).toEqual([grid.entry, grid.delayBars]);
  });
});

describe('where the chosen one stands', () => {
  it('counts only those that traded', () => {
    const traded = sharpes.filter((_, i) => i !== 3);
    expect(shareAbove(cells.sharpe, 15)).toBe(
      traded.filter((sharpe) => sharpe > 15).length / traded.length,
    );
    const best = sharpes.indexOf(Math.max(...sharpes));
    const standing = standingOf(multiverse, best);
    expect(standing.bestSharpe).toBe(20.5);
    expect(standing.percentile).toBe(traded.filter((s) => s < 20.5).length / traded.length);
  });

  it('is deflated for the trials that their likeness leaves', () => {
    const standing = standingOf(multiverse, 0);
    expect(standing.independentTrials).toBeCloseTo(0.25 + 0.75 * 23, 12);
    const traded = sharpes.filter((_, i) => i !== 3).map((s) => s / 300);
    const mean = traded.reduce((a, b) => a + b) / traded.length;
    const trialVariance = traded.reduce((a, s) => a + (s - mean) ** 2, 0) / (traded.length - 1);
    const deflated = deflatedSharpe({
      sharpe: sharpes[0]! / 300,
      observations: 1900,
      trials: standing.independentTrials,
      trialVariance,
      skewness: 0.2,
      kurtosis: 5,
    });
    if (!deflated.ok) throw new Error(deflated.error.message);
    // The same formula on sums in another order: rounding alone.
    expect(standing.probability).toBeCloseTo(deflated.value.probability, 12);
    expect(standing.luckSharpe).toBeCloseTo(deflated.value.expectedMaximum * 300, 9);
  });

  it('says nothing of one that did not trade, or is none of them', () => {
    for (const index of [3, undefined]) {
      const { percentile, probability, luckSharpe } = standingOf(multiverse, index);
      expect([percentile, probability, luckSharpe]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('nothing traded at all: no number is made up', () => {
    const none = {
      ...multiverse,
      tradedCount: 0,
      averageCorrelation: 0,
      cells: { ...cells, sharpe: column(() => NaN), barSharpe: column(() => NaN) },
    };
    expect(standingOf(none, 0).percentile).toBeUndefined();
    expect(shareAbove(none.cells.sharpe, 3)).toBe(0);
  });
});
