import { describe, expect, it } from 'vitest';
import type { BacktestInput } from '../../src/alpha/backtest';
import { kalman } from '../../src/alpha/kalman';
import { intradayPair, kalmanReference as reference } from '../reference/intradayPair';
import { honest, run, simulatedInput } from './pairs';

const published = {
  ...intradayPair,
  delta: reference.delta,
  measurementVariance: reference.measurementVariance,
  entry: 2,
  exit: 0.5,
  rule: 'asPublished',
} satisfies BacktestInput;

describe('as published', () => {
  it('has the return, the Sharpe ratio and the active bars of the reference', () => {
    const { totalReturn, sharpeAnnualised, activeBars } = run(published);
    const answer = reference.asPublishedBacktest;
    expect(Math.abs(totalReturn / answer.totalReturn - 1)).toBeLessThan(1e-9);
    expect(Math.abs(sharpeAnnualised! / answer.sharpeAnnualised - 1)).toBeLessThan(1e-9);
    expect(activeBars).toBe(answer.activeBars);
  });

  it('is a Sharpe ratio that five days leave within 8 of any other', () => {
    const { standardErrorOfSharpe, barSharpe, observations } = run(published);
    expect(observations).toBe(1949);
    // 1 / sqrt(years), as of normal returns: the skewness of nine bars is not let take any off.
    const error = Math.sqrt((252 * 390 * (1 + barSharpe! ** 2 / 2)) / 1948);
    expect(standardErrorOfSharpe).toBeCloseTo(error, 10);
    expect(error).toBeGreaterThan(7);
  });
});

/** The held rule in shares and money, each bar's side found by looking back for the last z-score that decided. */
function plainlyHeld(input: BacktestInput): number[] {
  const { x, y, timestamps, entry, exit, burnInBars = 0, delayBars = 0 } = input;
  const { costBp = 0, funding, flatOvernight = false, returns } = input;
  const path = kalman(input);
  if (!path.ok) throw new Error(path.error.message);
  const { beta, zScore } = path.value;
  const day = (t: number): string | undefined => timestamps[t]?.slice(0, 10);
  const sideOf = (t: number): number => {
    const signal = t - delayBars;
    if (flatOvernight && (day(t + 1) !== day(t) || day(signal) !== day(t))) return 0;
    for (let u = signal; u >= burnInBars && (!flatOvernight || day(u - 1) === day(t)); u--) {
      const z = zScore[u]!;
      if (Math.abs(z) > entry) return -Math.sign(z);
      if (Math.abs(z) < exit) return 0;
    }
    return 0;
  };
  let [cash, sharesX, sharesY, side] = [1, 0, 0, 0];
  const worth = (t: number): number => cash + sharesX * x[t]! + sharesY * y[t]!;
  const turnover = (t: number): number => Math.abs(sharesX * x[t]!) + Math.abs(sharesY * y[t]!);
  const rate = (shares: number, leg: number): number =>
    (shares > 0 ? funding?.costLong[leg] : funding?.costShort[leg]) ?? 0;
  return Array.from(timestamps, (_, t) => {
    if (t > 0 && day(t) !== day(t - 1)) {
      const days = (Date.parse(day(t)!) - Date.parse(day(t - 1)!)) / 86_400_000;
      cash -= days * rate(sharesX, 0) * Math.abs(sharesX * x[t - 1]!);
      cash -= days * rate(sharesY, 1) * Math.abs(sharesY * y[t - 1]!);
    }
    const next = sideOf(t);
    if (next !== side) {
      cash -= (costBp / 1e4) * turnover(t);
      cash = worth(t);
      [sharesX, sharesY, side] = [0, 0, next];
      const ratio = beta[t - delayBars]!;
      if (side !== 0 && returns === 'onCapital') {
        sharesY = (side * cash) / (y[t]! + Math.abs(ratio) * x[t]!);
        sharesX = -ratio * sharesY;
      } else if (side !== 0) {
        sharesY = (side * cash) / y[t]!;
        sharesX = (-side * ratio * cash) / x[t]!;
      }
      cash -= sharesX * x[t]! + sharesY * y[t]! + (costBp / 1e4) * turnover(t);
    }
    return worth(t);
  });
}

describe('held', () => {
  it.each([
    ['as published', {}],
    ['on capital', { returns: 'onCapital' as const }],
    ['with every correction but the night', honest],
    ['with every correction', { ...honest, flatOvernight: true }],
    ['three bars late', { ...honest, delayBars: 3, flatOvernight: true }],
  ])('is the account of its shares and money, %s', (_, options) => {
    const input = { ...simulatedInput(1), ...options };
    const { equity, tradeCount } = run(input);
    const plain = plainlyHeld(input);
    expect(tradeCount).toBeGreaterThan(10);
    // 390 multiplications against as many additions, each right to 2^-53 of about 1.
    for (const [t, value] of plain.entries())
      expect(Math.abs(equity[t]! - value)).toBeLessThan(1e-12);
  });

  it('holds from the entry until the z-score comes within the exit', () => {
    const input = { ...simulatedInput(2), burnInBars: 5 };
    const path = kalman(input);
    const zScore = path.ok ? path.value.zScore : new Float64Array();
    for (const { openBar, closeBar, side } of run(input).trades) {
      expect(side * zScore[openBar]!).toBeLessThan(-input.entry);
      for (let t = openBar; t < closeBar; t++)
        expect(Math.abs(zScore[t]!)).toBeGreaterThanOrEqual(0.5);
    }
  });
});
