/** What the multiverse's map and sentence read from its backtests. */
import { quantileSorted } from 'd3';
import { deflatedSharpe } from '../../alpha/deflatedSharpe';
import { PARAMETERS, type Cell, type Parameter } from '../../alpha/grid';
import type { Multiverse } from '../../alpha/multiverse';

/** What a cell of the map shows of the backtests that differ in the other parameters. */
export type Others = 'chosen' | 'median' | 'best';

export interface MapSlice {
  across: number[];
  up: number[];
  /** backtest[row][column], an index into the multiverse; undefined where none is shown. */
  backtest: (number | undefined)[][];
}

export interface Standing {
  backtests: number;
  /** Below it, of all that traded: 0.4 is the 40th percentile; undefined where the chosen one did not trade. */
  percentile: number | undefined;
  bestSharpe: number;
  medianSharpe: number;
  /** As many independent backtests have the same chance to shine by luck. */
  independentTrials: number;
  /** A year: what the best of so many is expected to show without any skill. */
  luckSharpe: number | undefined;
  /** That the true Sharpe ratio of the chosen one is above that of luck. */
  probability: number | undefined;
}

type Cells = Multiverse['cells'];

export function cellAt(cells: Cells, index: number): Cell {
  return Object.fromEntries(PARAMETERS.map((name) => [name, cells[name][index]!])) as Cell;
}

/** The backtest of exactly these parameters; undefined where there is none. */
export function backtestOf(cells: Cells, chosen: Cell): number | undefined {
  const index = cells.sharpe.findIndex((_, i) =>
    PARAMETERS.every((name) => cells[name][i] === chosen[name]),
  );
  return index < 0 ? undefined : index;
}

/** The values that a parameter takes, ascending. */
export function valuesOf(cells: Cells, parameter: Parameter): number[] {
  return [...new Set(cells[parameter])].sort((a, b) => a - b);
}

/** The backtests over two parameters: those with the other ones as chosen, or the median or the best of all others. */
export function mapSlice(
  cells: Cells,
  axes: { across: Parameter; up: Parameter },
  others: Others,
  chosen: Cell,
): MapSlice {
  const across = valuesOf(cells, axes.across);
  const up = valuesOf(cells, axes.up);
  const held = PARAMETERS.filter((name) => name !== axes.across && name !== axes.up);
  const candidates: number[][][] = up.map(() => across.map(() => []));
  for (let i = 0; i < cells.sharpe.length; i++) {
    if (others === 'chosen' && !held.every((name) => cells[name][i] === chosen[name])) continue;
    const row = up.indexOf(cells[axes.up][i]!);
    candidates[row]![across.indexOf(cells[axes.across][i]!)]!.push(i);
  }
  const pick = (indices: number[]): number | undefined => {
    if (others === 'chosen') return indices[0];
    const traded = indices
      .filter((i) => Number.isFinite(cells.sharpe[i]))
      .sort((a, b) => cells.sharpe[a]! - cells.sharpe[b]!);
    return others === 'best' ? traded.at(-1) : traded[(traded.length - 1) >> 1];
  };
  return { across, up, backtest: candidates.map((row) => row.map(pick)) };
}

/** Of those that traded, the share with a Sharpe ratio above `threshold`; 0 where none traded. */
export function shareAbove(sharpes: Float64Array, threshold: number): number {
  const traded = sharpes.filter(Number.isFinite);
  return traded.filter((sharpe) => sharpe > threshold).length / Math.max(traded.length, 1);
}

/**
 * Where one backtest stands among all. Its Sharpe ratio is deflated for as many independent trials as the correlation of
 * their returns leaves of them: rho + (1 - rho) M (Bailey & Lopez de Prado, 2014, appendix 3).
 */
export function standingOf(multiverse: Multiverse, index: number | undefined): Standing {
  const { cells, observations, tradedCount, averageCorrelation } = multiverse;
  const sorted = cells.sharpe.filter(Number.isFinite).sort();
  const sharpe = index === undefined ? NaN : cells.sharpe[index]!;
  const independentTrials = Math.max(
    averageCorrelation + (1 - averageCorrelation) * tradedCount,
    1,
  );
  const common = {
    backtests: cells.sharpe.length,
    bestSharpe: sorted.at(-1) ?? NaN,
    medianSharpe: quantileSorted(sorted, 0.5) ?? NaN,
    independentTrials,
  };
  if (index === undefined || !Number.isFinite(sharpe)) {
    return { ...common, percentile: undefined, luckSharpe: undefined, probability: undefined };
  }
  const barSharpe = cells.barSharpe[index]!;
  const deflated = deflatedSharpe({
    sharpe: barSharpe,
    observations,
    trials: independentTrials,
    trialVariance: variance(cells.barSharpe.filter(Number.isFinite)),
    skewness: cells.skewness[index]!,
    kurtosis: cells.kurtosis[index]!,
  });
  const yearPerBar = barSharpe === 0 ? NaN : sharpe / barSharpe;
  return {
    ...common,
    percentile: sorted.findIndex((value) => value >= sharpe) / sorted.length,
    luckSharpe: deflated.ok ? deflated.value.expectedMaximum * yearPerBar : undefined,
    probability: deflated.ok ? deflated.value.probability : undefined,
  };
}

function variance(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
