/** The strategy on one pair of prices: what it held, what it earned, and how far that can be believed. */
import { success, type Result } from '../result';
import {
  keepAccount,
  type AccountRule,
  type Ledger,
  type LegCosts,
  type PriceTrack,
} from './account';
import { checkBacktest } from './checkBacktest';
import { kalman, type KalmanInput } from './kalman';
import { performanceOf, type Annualisation, type Performance } from './performance';
import { takePositions, type Rule } from './positions';
import { readSessions } from './sessions';
import { drawdown, listTrades, type Trade } from './trades';

/** The rules of a backtest; what is left out is as published. */
export interface BacktestRules {
  rule: Rule;
  entry: number;
  exit: number;
  burnInBars?: number | undefined;
  flatOvernight?: boolean | undefined;
  delayBars?: number | undefined;
  costBp?: number | undefined;
  returns?: AccountRule['returns'] | undefined;
  funding?: LegCosts | undefined;
  annualisation?: Annualisation | undefined;
}

export interface BacktestInput extends KalmanInput, BacktestRules {
  /** ISO 8601, one a bar. */
  timestamps: string[];
}

export interface Backtest extends Performance {
  totalReturn: number;
  /** Bars from whose close on a position was held. */
  activeBars: number;
  tradeCount: number;
  /** Value of the account at each bar's close, 1 at the start. */
  equity: Float64Array;
  /** Side held from each bar's close on: 1 long the spread (y less beta x), -1 short, 0 flat. */
  position: Int8Array;
  barReturn: Float64Array;
  trades: Trade[];
  /** Share of the highest value so far that is lost; positive. */
  drawdown: Float64Array;
  maximumDrawdown: number;
}

/** A pair that was filtered: every backtest of it reads the same states. */
export interface Track extends PriceTrack {
  zScore: Float64Array;
}

/** Room for one backtest, to be used again by the next. */
export interface Trading extends Ledger {
  position: Int8Array;
}

/** Filters the pair and trades it. Sharpe ratio and error are undefined where nothing was traded. */
export function backtest(input: BacktestInput): Result<Backtest> {
  const track = readTrack(input);
  return track.ok ? success(backtestTrack(track.value, input)) : track;
}

/** The filtered pair, once everything about the backtest has been checked. */
export function readTrack(input: BacktestInput): Result<Track> {
  const sessions = readSessions(input.timestamps);
  if (!sessions.ok) return sessions;
  const problem = checkBacktest(input, sessions.value);
  if (problem) return problem;
  const path = kalman(input);
  if (!path.ok) return path;
  const { beta, zScore } = path.value;
  return success({ x: input.x, y: input.y, beta, zScore, sessions: sessions.value });
}

/** Of rules that were checked. */
export function backtestTrack(track: Track, rules: BacktestRules): Backtest {
  const trading = emptyTrading(track.zScore.length);
  const measured = trade(track, rules, trading);
  const { position, barReturn } = trading;
  const trades = listTrades(trading);
  const equity = new Float64Array(barReturn.length);
  let value = 1;
  for (let t = 0; t < equity.length; t++) equity[t] = value *= 1 + barReturn[t]!;
  const lost = drawdown(equity);
  return {
    ...measured,
    totalReturn: value - 1,
    activeBars: position.reduce((count, side) => count + Math.abs(side), 0),
    tradeCount: trades.length,
    equity,
    position,
    barReturn,
    trades,
    drawdown: lost,
    maximumDrawdown: lost.reduce((most, share) => Math.max(most, share), 0),
  };
}

/** Trades and measures, without a list of the trades; writes into `trading`. Allocates nothing else. */
export function trade(track: Track, rules: BacktestRules, trading: Trading): Performance {
  const { burnInBars = 0, flatOvernight = false, delayBars = 0, costBp = 0 } = rules;
  const { returns = 'published', annualisation = 'published' } = rules;
  const { position, barReturn } = trading;
  const positionRule = { ...rules, burnInBars, flatOvernight, delayBars };
  takePositions(track.zScore, track.sessions, positionRule, position);
  keepAccount(track, position, { ...rules, delayBars, costBp, returns }, trading);
  const first = Math.min(burnInBars + 1, barReturn.length);
  return performanceOf(barReturn.subarray(first), annualisation, track.sessions.barsPerYear);
}

export function emptyTrading(bars: number): Trading {
  return {
    position: new Int8Array(bars),
    barReturn: new Float64Array(bars),
    openingCost: new Float64Array(bars),
  };
}
