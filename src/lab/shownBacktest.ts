import type { BacktestInput, BacktestRules } from '../alpha/backtest';
import { success, type Result } from '../result';
import type { Alpha } from './alpha.svelte';

/** The same prices and filter by other rules; a rule that they leave out is as published. */
export function byRules(input: BacktestInput, rules: BacktestRules): BacktestInput {
  const { timestamps, x, y, delta, measurementVariance, initialCovariance } = input;
  return { timestamps, x, y, delta, measurementVariance, initialCovariance, ...rules };
}

/** The backtest that the panel shows: its settings with the switches that are on. */
export function shownBacktest({ input, rules }: Alpha): Result<BacktestInput> {
  if (!input.ok) return input;
  return rules.ok ? success(byRules(input.value, rules.value)) : rules;
}
