/** What can be asked of the optimizer, and the checked form that the rest of this folder works on. */

export interface Group {
  name: string;
  /** Indices of its assets. */
  members: number[];
  /** Limits on the sum of its weights. */
  minimum?: number | undefined;
  maximum?: number | undefined;
}

/** Weights are fractions of net asset value, negative = short; means, covariances and costs are daily. */
export interface OptimizeInput {
  objective: 'minimumVariance' | 'meanVariance' | 'maximumSharpe' | 'minimumShortfall';
  /** What sentences call the assets; "asset 1" and so on where absent. */
  assetNames?: string[] | undefined;
  /** N x N. */
  covarianceDaily: number[][];
  meanDailyReturn?: number[] | undefined;
  /** Of `meanVariance`: maximise mean'w - riskAversion w'Cov w - costs. */
  riskAversion?: number | undefined;
  /** Of `minimumShortfall`: one row a scenario, one return an asset. */
  scenarios?: number[][] | undefined;
  /** Of `minimumShortfall`, such as 0.99. */
  confidence?: number | undefined;
  /** Sum of |w| at most. */
  grossLimit?: number | undefined;
  /** |Sum of w| at most. */
  netLimit?: number | undefined;
  /** Sum of w exactly. */
  netTarget?: number | undefined;
  longOnly?: boolean | undefined;
  /** Sum of w exactly 1. */
  fullyInvested?: boolean | undefined;
  minimumWeight?: number[] | undefined;
  maximumWeight?: number[] | undefined;
  groups?: Group[] | undefined;
  /** Present weights, from which turnover (sum of |w - present|) is counted. */
  presentWeights?: number[] | undefined;
  turnoverLimit?: number | undefined;
  /** Expected daily return after costs, at least. */
  minimumMean?: number | undefined;
  /** Funding a day of one unit long and of one unit short, as fractions of NAV; an income is negative. */
  costLong?: number[] | undefined;
  costShort?: number[] | undefined;
}

/** One thing that was asked for: its name, and what it says as part of a sentence. */
export type Limit = { name: string; says: string } & (
  | { kind: 'total'; row: number[]; minimum: number; maximum: number; isNet: boolean }
  | { kind: 'weights'; minimum: number[]; maximum: number[] }
  | { kind: 'gross'; maximum: number }
  | { kind: 'turnover'; from: number[]; maximum: number }
  | { kind: 'mean'; minimum: number }
);

export type Objective =
  | { kind: 'variance' }
  | { kind: 'utility'; riskAversion: number }
  | { kind: 'sharpe' }
  | { kind: 'shortfall'; scenarios: number[][]; confidence: number };

export interface Problem {
  objective: Objective;
  covariance: number[][];
  mean: number[];
  costLong: number[];
  costShort: number[];
  limits: Limit[];
}

/** The tightest limits on each weight alone. */
export function weightRange(limits: Limit[], count: number): { low: number[]; high: number[] } {
  const low = new Array<number>(count).fill(-Infinity);
  const high = new Array<number>(count).fill(Infinity);
  for (const limit of limits) {
    if (limit.kind !== 'weights') continue;
    limit.minimum.forEach((value, i) => (low[i] = Math.max(low[i]!, value)));
    limit.maximum.forEach((value, i) => (high[i] = Math.min(high[i]!, value)));
  }
  return { low, high };
}

/** Daily funding of the weights: costLong'w+ + costShort'w-, an income negative. */
export function fundingCost(problem: Problem, weights: ArrayLike<number>): number {
  return problem.costLong.reduce((sum, long, i) => {
    const w = weights[i]!;
    return sum + (w > 0 ? long * w : -problem.costShort[i]! * w);
  }, 0);
}

export function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** w'Cov w. */
export function variance(covariance: number[][], weights: ArrayLike<number>): number {
  return covariance.reduce((sum, row, i) => sum + weights[i]! * product(row, weights), 0);
}
