/** Every backtest that might as well have been run: how much of a Sharpe ratio is the choice of parameters. */
import { failure, success, type Result } from '../result';
import { emptyTrading, readTrack, trade, type BacktestInput, type Trading } from './backtest';
import { checkRules } from './checkBacktest';
import { deflatedSharpe, type DeflatedSharpe } from './deflatedSharpe';
import { cellsOf, PARAMETERS, type Cell, type MultiverseGrid, type Parameter } from './grid';
import { Likeness } from './likeness';
import {
  crossValidating,
  emptyBlockSums,
  sumBlocks,
  type BlockSums,
  type Overfitting,
} from './overfitting';
import type { Performance } from './performance';

type Outcome = 'sharpe' | 'barSharpe' | 'totalReturn' | 'tradeCount' | 'skewness' | 'kurtosis';

export interface Multiverse {
  /** One entry a backtest. The Sharpe ratios (a year, and a bar) are NaN where nothing was traded. */
  cells: Record<Parameter | Outcome, Float64Array>;
  /** Bars in each backtest's sample. */
  observations: number;
  /** Backtests that traded: the others are no trials, there being nothing to choose them for. */
  tradedCount: number;
  /** Mean correlation between the returns of two of them; 0 with fewer than two. */
  averageCorrelation: number;
  /** Of choosing the best of those that traded; undefined where there are too few of them, or of bars. */
  overfitting: Overfitting | undefined;
}

/** What of the time goes to the backtests; the rest is the cross-validation's. */
const BACKTESTS_SHARE = 0.3;

/**
 * All combinations of the grid, one filter run for each pair of noises; what the grid does not vary is as in `input`.
 * Yields the share done.
 */
export function* exploring(
  input: BacktestInput,
  grid: MultiverseGrid,
): Generator<number, Result<Multiverse>> {
  const cells = cellsOf(grid);
  if (cells.length === 0) {
    return failure('badInput', 'The grid holds no backtest: an exit must not exceed the entry.', 'grid');
  }
  const book = new Book(cells.length, input);
  let track = readTrack({ ...input, ...cells[0]! });
  for (const [i, cell] of cells.entries()) {
    const rules = { ...input, ...cell };
    if (i > 0 && !isSameFilter(cell, cells[i - 1]!)) track = readTrack(rules);
    if (!track.ok) return track;
    const problem = checkRules(rules, track.value.sessions);
    if (problem) return problem;
    book.enter(cell, trade(track.value, rules, book.trading));
    yield (BACKTESTS_SHARE * (i + 1)) / cells.length;
  }
  const validation = crossValidating(book.tradedSums());
  let step = validation.next();
  for (; !step.done; step = validation.next()) {
    yield BACKTESTS_SHARE + (1 - BACKTESTS_SHARE) * step.value;
  }
  return success(book.close(step.value.ok ? step.value.value : undefined));
}

function isSameFilter(a: Cell, b: Cell): boolean {
  return a.delta === b.delta && a.measurementVariance === b.measurementVariance;
}

/** What is kept of each backtest. */
class Book {
  readonly trading: Trading;
  private readonly cells: Multiverse['cells'];
  private readonly first: number;
  private readonly sums: BlockSums;
  private readonly likeness: Likeness;
  private entered = 0;

  constructor(count: number, { x, burnInBars = 0 }: BacktestInput) {
    this.trading = emptyTrading(x.length);
    this.first = Math.min(burnInBars + 1, x.length);
    this.sums = emptyBlockSums(count, this.first, x.length);
    this.likeness = new Likeness(x.length - this.first);
    const outcomes: Outcome[] = [
      'sharpe',
      'barSharpe',
      'totalReturn',
      'tradeCount',
      'skewness',
      'kurtosis',
    ];
    const columns = [...PARAMETERS, ...outcomes].map((name) => [name, new Float64Array(count)]);
    this.cells = Object.fromEntries(columns) as Multiverse['cells'];
  }

  enter(cell: Cell, measured: Performance): void {
    const { cells, trading, likeness } = this;
    const at = this.entered++;
    for (const parameter of PARAMETERS) cells[parameter][at] = cell[parameter];
    cells.sharpe[at] = measured.sharpeAnnualised ?? NaN;
    cells.barSharpe[at] = measured.barSharpe ?? NaN;
    cells.skewness[at] = measured.skewness;
    cells.kurtosis[at] = measured.kurtosis;
    cells.totalReturn[at] = trading.barReturn.reduce((value, r) => value * (1 + r), 1) - 1;
    cells.tradeCount[at] = openings(trading.position);
    if (measured.barSharpe === undefined) return;
    sumBlocks(this.sums, likeness.count, trading.barReturn);
    likeness.add(trading.barReturn.subarray(this.first));
  }

  tradedSums(): BlockSums {
    const size = this.likeness.count * this.sums.blocks;
    return {
      ...this.sums,
      sum: this.sums.sum.subarray(0, size),
      sumSquares: this.sums.sumSquares.subarray(0, size),
    };
  }

  close(overfitting: Overfitting | undefined): Multiverse {
    return {
      cells: this.cells,
      observations: this.trading.barReturn.length - this.first,
      tradedCount: this.likeness.count,
      averageCorrelation: this.likeness.averageCorrelation(),
      overfitting,
    };
  }
}

function openings(position: Int8Array): number {
  let count = 0;
  for (let t = 0; t < position.length; t++) {
    if (position[t] !== 0 && position[t] !== position[t - 1]) count++;
  }
  return count;
}

export interface Standing extends DeflatedSharpe {
  /** Of the backtests that traded, the share with a lower Sharpe ratio. */
  shareBelow: number;
  /** As many independent trials as these correlated ones are worth. */
  independentTrials: number;
}

/**
 * Where one backtest stands among all, and its Sharpe ratio deflated for their number. Correlated trials count as
 * r + (1 - r) M with their mean correlation r (Bailey & Lopez de Prado, "The deflated Sharpe ratio", 2014, appendix 3).
 */
export function standingOf(multiverse: Multiverse, cell: number): Result<Standing> {
  const { cells, observations, tradedCount, averageCorrelation } = multiverse;
  const sharpe = cells.barSharpe[cell] ?? NaN;
  if (Number.isNaN(sharpe)) {
    return failure('noTrades', 'This backtest trades nothing, so it has no Sharpe ratio.', 'cell');
  }
  const trialSharpes = cells.barSharpe.filter((value) => !Number.isNaN(value));
  const annual = cells.sharpe.filter((value) => value < cells.sharpe[cell]!);
  const kept = Math.min(Math.max(averageCorrelation, 0), 1);
  const independentTrials = kept + (1 - kept) * tradedCount;
  const deflated = deflatedSharpe({
    sharpe,
    observations,
    trials: Math.max(independentTrials, 1),
    trialVariance: variance(trialSharpes),
    skewness: cells.skewness[cell]!,
    kurtosis: cells.kurtosis[cell]!,
  });
  if (!deflated.ok) return deflated;
  const shareBelow = annual.length / tradedCount;
  return success({ ...deflated.value, shareBelow, independentTrials });
}

/** With divisor n - 1; 0 for a single value. */
function variance(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
