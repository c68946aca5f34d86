/** Every backtest that might as well have been run: how much of a Sharpe ratio is the choice of parameters. */
import { failure, success, type Result } from '../result';
import { emptyTrading, readTrack, trade, type BacktestInput, type Trading } from './backtest';
import { checkRules } from './checkBacktest';
import { ContestBook, type Contest } from './contest';
import { cellsOf, PARAMETERS, type Cell, type MultiverseGrid, type Parameter } from './grid';
import type { Performance } from './performance';

const OUTCOMES = [
  'sharpe',
  'barSharpe',
  'totalReturn',
  'tradeCount',
  'skewness',
  'kurtosis',
] as const;

export interface Multiverse {
  /** One entry a backtest. The Sharpe ratios (a year, and a bar) are NaN where nothing was traded. */
  cells: Record<Parameter | (typeof OUTCOMES)[number], Float64Array>;
  /** Bars in each backtest's sample. */
  observations: number;
  /** One for each delay and cost. */
  contests: Contest[];
}

/** Of the time, what goes to the backtests; the rest is the cross-validation's. */
const BACKTESTS_SHARE = 0.2;

/** All combinations of the grid; what it does not vary is as in `input`. Yields the share done. */
export function* exploring(
  input: BacktestInput,
  grid: MultiverseGrid,
): Generator<number, Result<Multiverse>> {
  const book = new Book(input, cellsOf(grid));
  const backtests = backtesting(input, book);
  let step = backtests.next();
  for (; !step.done; step = backtests.next()) yield BACKTESTS_SHARE * step.value;
  if (!step.value.ok) return step.value;
  const contests: Contest[] = [];
  for (const contest of book.contests) {
    const closing = contest.closing();
    let share = closing.next();
    for (; !share.done; share = closing.next()) {
      const closed = (contests.length + share.value) / book.contests.length;
      yield BACKTESTS_SHARE + (1 - BACKTESTS_SHARE) * closed;
    }
    contests.push(share.value);
  }
  return success({ cells: book.columns, observations: book.observations, contests });
}

/** Runs and enters the backtests of the book's cells, with one filter run for each pair of noises. Yields the share done. */
export function* backtesting(
  input: BacktestInput,
  book: Book,
): Generator<number, Result<undefined>> {
  const { cells } = book;
  if (cells.length === 0) {
    const message =
      'The grid holds no backtest: give each parameter a value, the exit within the entry.';
    return failure('badInput', message, 'grid');
  }
  let track = readTrack({ ...input, ...cells[0]! });
  for (const [i, cell] of cells.entries()) {
    const rules = { ...input, ...cell };
    if (i > 0 && !isSameFilter(cell, cells[i - 1]!)) track = readTrack(rules);
    if (!track.ok) return track;
    const problem = checkRules(rules, track.value.sessions);
    if (problem) return problem;
    book.enter(cell, trade(track.value, rules, book.trading));
    yield (i + 1) / cells.length;
  }
  return success(undefined);
}

function isSameFilter(a: Cell, b: Cell): boolean {
  return a.delta === b.delta && a.measurementVariance === b.measurementVariance;
}

/** What is kept of each backtest. */
export class Book {
  readonly trading: Trading;
  readonly columns: Multiverse['cells'];
  readonly observations: number;
  private readonly byMarket = new Map<string, ContestBook>();
  private entered = 0;

  constructor(
    { x, burnInBars = 0 }: BacktestInput,
    readonly cells: Cell[],
  ) {
    const bars = x.length;
    const first = Math.min(burnInBars + 1, bars);
    this.trading = emptyTrading(bars);
    this.observations = bars - first;
    const names = [...PARAMETERS, ...OUTCOMES];
    const columns = names.map((name) => [name, new Float64Array(cells.length)]);
    this.columns = Object.fromEntries(columns) as Multiverse['cells'];
    for (const { delayBars, costBp } of cells) {
      if (this.byMarket.has(`${delayBars} ${costBp}`)) continue;
      const rivals = cells.filter((c) => c.delayBars === delayBars && c.costBp === costBp);
      const contest = new ContestBook(delayBars, costBp, rivals.length, first, bars);
      this.byMarket.set(`${delayBars} ${costBp}`, contest);
    }
  }

  get contests(): ContestBook[] {
    return [...this.byMarket.values()];
  }

  /** The next cell's, of which `trading` holds the returns. */
  enter(cell: Cell, measured: Performance): void {
    const { columns, trading } = this;
    const at = this.entered++;
    for (const parameter of PARAMETERS) columns[parameter][at] = cell[parameter];
    columns.sharpe[at] = measured.sharpeAnnualised ?? NaN;
    columns.barSharpe[at] = measured.barSharpe ?? NaN;
    columns.skewness[at] = measured.skewness;
    columns.kurtosis[at] = measured.kurtosis;
    columns.totalReturn[at] = compounded(trading.barReturn) - 1;
    columns.tradeCount[at] = openings(trading.position);
    if (measured.barSharpe === undefined) return;
    this.byMarket.get(`${cell.delayBars} ${cell.costBp}`)!.enter(trading.barReturn);
  }
}

function compounded(barReturn: Float64Array): number {
  let value = 1;
  for (let t = 0; t < barReturn.length; t++) value *= 1 + barReturn[t]!;
  return value;
}

function openings(position: Int8Array): number {
  let [count, before] = [0, 0];
  for (let t = 0; t < position.length; t++) {
    const side = position[t]!;
    if (side !== before && side !== 0) count++;
    before = side;
  }
  return count;
}
