import { SWITCHES, type SwitchId } from '../alpha/waterfall';

/** Two series to trade against each other: the embedded minutes, two daily tickers, or a file of the user's own. */
export type PairChoice =
  { kind: 'minutes' } | { kind: 'daily'; y: string; x: string } | { kind: 'own' };

/** Everything that the user can set about the hedge ratio and its backtest. */
export interface AlphaState {
  pair: PairChoice;
  /** Variance that alpha and beta gain a bar: process noise. */
  delta: number;
  /** Variance of the observation, in squares of y's price. */
  measurementVariance: number;
  /** Before the first bar: alpha and beta known to be 0, as published, or nothing known. */
  start: 'zero' | 'diffuse';
  /** The z-score beyond which the spread is traded, and the one within which a held position ends. */
  entry: number;
  exit: number;
  /** The corrections that are made, in the order of the waterfall; `held` is the rule of the same name. */
  switches: SwitchId[];
  /** What the switches set where they are on. */
  burnInBars: number;
  delayBars: number;
  /** Basis points of what is traded, each side. */
  costBp: number;
}

/** The original's filter and thresholds on the embedded minutes, with every switch on. */
export const DEFAULT_ALPHA: AlphaState = {
  pair: { kind: 'minutes' },
  delta: 1e-5,
  measurementVariance: 1e-3,
  start: 'zero',
  entry: 2,
  exit: 0.5,
  switches: [...SWITCHES],
  burnInBars: 60,
  delayBars: 1,
  costBp: 1,
};
