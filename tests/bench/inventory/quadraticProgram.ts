import type { OptimizeInput } from '../../../src/inventory/problem';
import type { Answer } from './problems';

/** Minimise 1/2 x'Px + q'x subject to Gx <= h over x = (w+, w-): what cvxopt and SCS are given. */
export interface QuadraticProgram {
  P: number[][];
  q: number[];
  G: number[][];
  h: number[];
  /** The problem's objective is the program's times this. */
  scale: number;
  /** The required mean is divided by this. */
  meanUnit: number;
}

/** Rows: -x <= 0, gross, net at most, net at least, and the required mean where there is one. */
export function quadraticProgram(input: OptimizeInput): QuadraticProgram {
  const { covarianceDaily, grossLimit, netLimit, minimumMean, riskAversion = 1 } = input;
  const mean = input.meanDailyReturn!;
  const [costLong, costShort] = [input.costLong!, input.costShort!];
  const isUtility = input.objective === 'meanVariance';
  const curvature = 2 * (isUtility ? riskAversion : 1);
  const scale = curvature * Math.max(...covarianceDaily.map((row, i) => row[i]!));
  const meanUnit = Math.max(...mean.map(Math.abs));
  const both = (long: number[], short: number[]): number[] => [...long, ...short];
  const minus = (values: number[]): number[] => values.map((value) => -value);
  const half = covarianceDaily.map((row) => row.map((value) => (curvature * value) / scale));
  const ones = mean.map(() => 1);
  const loss = both(
    mean.map((value, i) => costLong[i]! - value),
    mean.map((value, i) => costShort[i]! + value),
  );
  const rows: { row: number[]; limit: number }[] = loss.map((_, k) => {
    return { row: loss.map((_, j) => (j === k ? -1 : 0)), limit: 0 };
  });
  rows.push({ row: both(ones, ones), limit: grossLimit! });
  rows.push({ row: both(ones, minus(ones)), limit: netLimit! });
  rows.push({ row: both(minus(ones), ones), limit: netLimit! });
  if (minimumMean !== undefined) {
    rows.push({ row: loss.map((value) => value / meanUnit), limit: -minimumMean / meanUnit });
  }
  return {
    P: [...half.map((row) => both(row, minus(row))), ...half.map((row) => both(minus(row), row))],
    q: loss.map((value) => (isUtility ? value / scale : 0)),
    G: rows.map(({ row }) => row),
    h: rows.map(({ limit }) => limit),
    scale,
    meanUnit,
  };
}

/** The answer in the problem's own units; `z`: one multiplier a row. */
export function answerOf(
  { q, scale, meanUnit }: QuadraticProgram,
  x: number[],
  z: number[],
): Answer {
  const n = q.length / 2;
  const [gross, above, below, mean = 0] = z.slice(2 * n).map((value) => value * scale);
  return {
    weights: Array.from({ length: n }, (_, i) => x[i]! - x[n + i]!),
    gross: gross!,
    net: above! - below!,
    mean: mean / meanUnit,
  };
}
