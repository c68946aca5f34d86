import { describe, expect, it } from 'vitest';
import { cellsOf, PARAMETERS, type MultiverseGrid } from '../../../src/alpha/grid';
import type { Multiverse } from '../../../src/alpha/multiverse';
import {
  backtestOf,
  cellAt,
  mapSlice,
  shareAbove,
  valuesOf,
} from '../../../src/panels/alpha/multiverseView';

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
const cells: Multiverse['cells'] = {
  ...(Object.fromEntries(PARAMETERS.map((name) => [name, column((i) => list[i]![name])])) as Pick<
    Multiverse['cells'],
    (typeof PARAMETERS)[number]
  >),
  sharpe: column((i) => (i === 3 ? NaN : sharpes[i]!)),
  barSharpe: column((i) => sharpes[i]! / 300),
  totalReturn: column(() => 0),
  tradeCount: column(() => 9),
  skewness: column(() => 0.2),
  kurtosis: column(() => 5),
};

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

describe('shares', () => {
  it('are of those that traded', () => {
    const traded = sharpes.filter((_, i) => i !== 3);
    expect(shareAbove(cells.sharpe, 15)).toBe(
      traded.filter((sharpe) => sharpe > 15).length / traded.length,
    );
    expect(shareAbove(Float64Array.of(NaN), 3)).toBe(0);
  });
});
