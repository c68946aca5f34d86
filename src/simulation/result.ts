import type { EngineId, SimulationRequest } from './request';
import type { Returns } from './kernel';

/** One path named by its index, so that it can be replayed. */
export interface PathReturn {
  path: number;
  portfolioReturn: number;
}

/** The estimate after the first `pathCount` paths. Losses are positive, fractions of net asset value. */
export interface ConvergencePoint {
  pathCount: number;
  valueAtRisk: number;
  interval: [low: number, high: number];
}

/** Milliseconds. */
export interface ElapsedMs {
  compile: number;
  upload: number;
  compute: number;
  readback: number;
  reduce: number;
  total: number;
}

export interface SimulationResult {
  engine: EngineId;
  /** Why this engine, as a sentence for the user. */
  engineReason: string;
  fellBackFrom?: { engine: EngineId; reason: string };
  /** The adapter's name on WebGPU. */
  adapter?: string;
  /** Threads that made paths. */
  threads: number;
  request: SimulationRequest;
  /** Of the portfolio's simple return over the horizon. */
  mean: number;
  standardDeviation: number;
  /** Fractions of net asset value, a loss is positive. The interval is distribution-free, from order statistics. */
  valueAtRisk: number;
  valueAtRiskInterval: [number, number];
  /** What the interval really covers: 0.95 or a little more; less where too few paths lie beyond the estimate. */
  valueAtRiskIntervalCoverage: number;
  expectedShortfall: number;
  expectedShortfallInterval: [number, number];
  /** edges.length = counts.length + 1; counts sum to pathCount; the outer bins hold everything beyond. */
  histogram: { edges: number[]; counts: number[] };
  /** Quantiles of portfolio value (start = 1) by day: byDay[day][k] belongs to probabilities[k]; drawn from pathCount paths. */
  fan: { probabilities: number[]; byDay: number[][]; pathCount: number };
  /** The ten worst, worst first, with the portfolio's value (start = 1) on days 0 to horizonDays. */
  worst: (PathReturn & { valueByDay: number[] })[];
  convergence: ConvergencePoint[];
  /** Same engine, same request: the same, however the run was split. */
  fingerprint: string;
  elapsedMs: ElapsedMs;
  returns?: Returns;
}

/** One path in float64, asset by asset. N assets, T days. */
export interface Replay {
  portfolioReturn: number;
  /** T + 1 values of the portfolio, start = 1. */
  valueByDay: number[];
  /** T x N simple returns. */
  assetReturnsByDay: number[][];
  /** T x N: what each asset added to the portfolio's value that day, as a fraction of the initial value. */
  contributionsByDay: number[][];
}
