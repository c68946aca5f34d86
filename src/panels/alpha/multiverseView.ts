/** What the multiverse's map and sentence read from its backtests. */
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
