/**
 * The one object that a run is made of: plain, versioned, serialisable. The same request gives the same paths on every
 * engine and every machine. Names and units are the scripting contract (README, "Script it").
 */
export type EngineId = 'webgpu' | 'wasm' | 'reference';

/** `daily`: back to the weights each day, w'(m + L z) compounded. `held`: share counts fixed at day 0. */
export type Rebalancing = 'daily' | 'held';

export interface ShockModel {
  model: 'normal';
}

export interface SimulationRequest {
  version: 1;
  /** N names, in the order of every other N-vector. */
  tickers: string[];
  /** Fractions of net asset value, negative = short. */
  weights: number[];
  /** Simple daily returns. */
  meanDailyReturn: number[];
  /** N x N, of simple daily returns. */
  covarianceDaily: number[][];
  horizonDays: number;
  pathCount: number;
  /** Confidence level of value at risk and expected shortfall, such as 0.99. */
  confidence: number;
  /** Integer of [0, 2^53): its low and high 32 bits are the generator's key. */
  seed: number;
  rebalancing: Rebalancing;
  shock: ShockModel;
  sampling: 'plain';
}

/** What a request may ask for; `checkRequest` turns each into a sentence. */
export const LIMITS = {
  assets: { minimum: 1, maximum: 256 },
  horizonDays: { minimum: 1, maximum: 252 },
  pathCount: { minimum: 100, maximum: 100_000_000 },
  confidence: { minimum: 0.5, maximum: 0.9999 },
  seed: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
} as const;
