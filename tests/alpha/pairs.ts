import type { LegCosts } from '../../src/alpha/account';
import { backtest, type Backtest, type BacktestInput } from '../../src/alpha/backtest';
import { simulatePair } from '../../src/alpha/simulatedPairs';
import { unitCosts } from '../../src/inventory/funding';

/** `days` weekdays and weekends alike, of `barsADay` minutes from half past nine. */
export function minutes(days: number, barsADay: number): string[] {
  const start = Date.UTC(2019, 1, 11, 9, 31);
  return Array.from({ length: days * barsADay }, (_, t) => {
    const day = Math.floor(t / barsADay);
    return new Date(start + day * 86_400_000 + (t % barsADay) * 60_000).toISOString();
  });
}

/** A pair that reverts, with noises at which it trades often. */
export function simulatedInput(path: number, days = 5, barsADay = 78): BacktestInput {
  const timestamps = minutes(days, barsADay);
  const model = {
    bars: timestamps.length,
    startX: 28,
    startY: 101,
    beta: 1,
    logStepX: 1e-3,
    spreadStep: 5e-4,
    halfLifeBars: 12,
  };
  return {
    timestamps,
    ...simulatePair(model, 7, path),
    delta: 1e-7,
    measurementVariance: 5e-3,
    entry: 1.5,
    exit: 0.5,
    rule: 'held',
  };
}

const legs = ['x', 'y'].map((ticker) => ({ ticker, shares: 1, price: 1 }));
/** Longs pay 3.6 % and 50 bp, shorts earn it less 25 bp and 40 bp of borrow. */
export const funding: LegCosts = unitCosts({
  positions: legs,
  baseRate: 0.036,
  longSpreadBp: 50,
  shortRebateSpreadBp: 25,
  borrowFeeBp: 40,
  dayCount: 360,
});

/** Every correction but the night. */
export const honest = {
  burnInBars: 20,
  delayBars: 1,
  costBp: 0.2,
  returns: 'onCapital',
  funding,
  annualisation: 'correct',
} satisfies Partial<BacktestInput>;

export function run(input: BacktestInput): Backtest {
  const result = backtest(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
