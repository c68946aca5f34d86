/** 2,000 honest backtests of one pair; `backtests.py` runs the same with numpy, a bar at a time. */
import type { BacktestInput } from '../../src/alpha/backtest';
import { cellsOf } from '../../src/alpha/grid';
import { finish } from '../../src/alpha/kalman';
import { backtesting, Book } from '../../src/alpha/multiverse';

const CELLS = cellsOf({
  delta: [1e-7, 1e-6, 1e-5, 1e-4, 1e-3],
  measurementVariance: [1e-5, 1e-4, 1e-3, 1e-2, 1e-1],
  entry: [1, 1.5, 2, 2.5],
  exit: [0, 0.25, 0.5, 0.75, 1],
  delayBars: [0, 1],
  costBp: [0, 1],
});

const RULES = {
  rule: 'held',
  burnInBars: 60,
  flatOvernight: true,
  returns: 'onCapital',
  annualisation: 'correct',
} as const;

/** Of x and y, with their timestamps: the time they took, and the mean of their Sharpe ratios (0 where none traded). */
export function runBacktests(pair: Pick<BacktestInput, 'timestamps' | 'x' | 'y'>): {
  elapsedMs: number;
  backtests: number;
  meanSharpe: number;
} {
  const input = { ...pair, ...RULES, ...CELLS[0]! };
  const start = performance.now();
  const book = new Book(input, CELLS);
  const done = finish(backtesting(input, book));
  const elapsedMs = performance.now() - start;
  if (!done.ok) throw new Error(done.error.message);
  const sum = book.columns.sharpe.reduce((total, s) => total + (Number.isNaN(s) ? 0 : s), 0);
  return { elapsedMs, backtests: CELLS.length, meanSharpe: sum / CELLS.length };
}
