import { failure, type Result } from '../result';
import type { BacktestInput, BacktestRules } from './backtest';
import type { Sessions } from './sessions';

/** What cannot be backtested, by field; undefined where all can. */
export function checkBacktest(input: BacktestInput, sessions: Sessions): Result<never> | undefined {
  const { x, y, timestamps } = input;
  if (x.length !== y.length || x.length !== timestamps.length) {
    return failure(
      'badInput',
      `There are ${timestamps.length} timestamps, ${x.length} prices of x and ${y.length} of y: one of each a bar is needed.`,
      'timestamps',
    );
  }
  return checkPrices('x', x) ?? checkPrices('y', y) ?? checkRules(input, sessions);
}

function checkPrices(name: string, prices: ArrayLike<number>): Result<never> | undefined {
  for (let t = 0; t < prices.length; t++) {
    if (!(prices[t]! > 0 && prices[t]! < Infinity)) {
      const message = `Price ${t + 1} of ${name} is ${prices[t]}: a return needs positive prices.`;
      return failure('badPrice', message, `${name}, ${t + 1}`);
    }
  }
  return undefined;
}

export function checkRules(rules: BacktestRules, sessions: Sessions): Result<never> | undefined {
  const bad = (where: string, message: string): Result<never> =>
    failure('badInput', `"${where}" ${message}.`, where);
  const { entry, exit, burnInBars = 0, delayBars = 0, costBp = 0, flatOvernight, funding } = rules;
  if (!(entry > 0 && entry < Infinity)) return bad('entry', 'must be a positive number');
  if (!(exit >= 0 && exit <= entry)) return bad('exit', 'must be from 0 to the entry');
  for (const [name, bars] of Object.entries({ burnInBars, delayBars })) {
    if (!(Number.isSafeInteger(bars) && bars >= 0)) {
      return bad(name, 'must be a whole number of bars, 0 or more');
    }
  }
  if (!(costBp >= 0 && costBp < Infinity)) return bad('costBp', 'must be 0 or more');
  const costs = [...(funding?.costLong ?? []), ...(funding?.costShort ?? [])];
  if (funding && !(costs.length === 4 && costs.every(Number.isFinite))) {
    return bad('funding', 'must hold the costs of both legs, finite numbers');
  }
  if (flatOvernight && !sessions.isIntraday) {
    return bad('flatOvernight', 'needs more than one bar a day: daily bars are held overnight');
  }
  return undefined;
}
