import { format } from 'd3';
import type { PlotSize } from './plot';

/** A correlation with a real minus sign: "−0.31". */
export function withMinus(value: number, digits: number): string {
  return format(`.${digits}f`)(value);
}

export interface CorrelationLayout {
  cellWidth: number;
  cellHeight: number;
  /** False where the cells are too small for "−0.31". */
  showsNumbers: boolean;
  /** Every how many-th ticker is written beside the rows and above the columns. */
  labelEvery: { row: number; column: number };
}

/** An n x n map that fills its plot. */
export function correlationLayout(n: number, size: PlotSize): CorrelationLayout {
  const cellWidth = size.width / n;
  const cellHeight = size.height / n;
  return {
    cellWidth,
    cellHeight,
    showsNumbers: cellWidth >= 34 && cellHeight >= 16,
    labelEvery: { row: Math.ceil(13 / cellHeight), column: Math.ceil(40 / cellWidth) },
  };
}

/** Diverging from the paper: the stronger, the darker. Ends at 70 %, so that ink on it stays legible. */
export function cellStyle(correlation: number): string {
  const hue = correlation < 0 ? '--negative' : '--positive';
  return `fill: var(${hue}); fill-opacity: ${(Math.abs(correlation) * 0.7).toFixed(2)}`;
}

/** The two assets that move together most; undefined for a single asset. */
export function strongestPair(
  correlation: number[][],
): { row: number; column: number; value: number } | undefined {
  let strongest: { row: number; column: number; value: number } | undefined;
  correlation.forEach((values, row) => {
    for (let column = 0; column < row; column++) {
      const value = values[column]!;
      if (!strongest || value > strongest.value) strongest = { row: column, column: row, value };
    }
  });
  return strongest;
}

const MOST_REACH = 70;

/** Pixels from 0 to 1 of the bar beside a dragged cell, in a picture of this height: what a drag by as much changes. */
export function barReach(height: number): number {
  return Math.min(MOST_REACH, height / 2);
}
