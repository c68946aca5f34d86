import { describe, expect, it } from 'vitest';
import type { LegCosts } from '../../src/alpha/account';
import { backtest, type Backtest, type BacktestInput } from '../../src/alpha/backtest';
import { kalman } from '../../src/alpha/kalman';
import { unitCosts } from '../../src/inventory/funding';
import { intradayPair, kalmanReference as reference } from '../reference/intradayPair';
import { minutes, simulatedInput } from './pairs';

const published = {
  ...intradayPair,
  delta: reference.delta,
  measurementVariance: reference.measurementVariance,
  entry: 2,
  exit: 0.5,
  rule: 'asPublished',
} satisfies BacktestInput;

const legs = ['BAC', 'JPM'].map((ticker) => ({ ticker, shares: 1, price: 1 }));
const funding: LegCosts = unitCosts({
  positions: legs,
  baseRate: 0.036,
  longSpreadBp: 50,
  shortRebateSpreadBp: 25,
  borrowFeeBp: 40,
  dayCount: 360,
});

const honest = {
  burnInBars: 20,
  delayBars: 1,
  costBp: 0.2,
  returns: 'onCapital',
  funding,
  annualisation: 'correct',
} satisfies Partial<BacktestInput>;

function run(input: BacktestInput): Backtest {
  const result = backtest(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('as published', () => {
  it('has the return, the Sharpe ratio and the active bars of the reference', () => {
    const { totalReturn, sharpeAnnualised, activeBars } = run(published);
    const answer = reference.asPublishedBacktest;
    expect(Math.abs(totalReturn / answer.totalReturn - 1)).toBeLessThan(1e-9);
    expect(Math.abs(sharpeAnnualised! / answer.sharpeAnnualised - 1)).toBeLessThan(1e-9);
    expect(activeBars).toBe(answer.activeBars);
  });

  it('is a Sharpe ratio that five days leave within 7 of any other', () => {
    const { standardErrorOfSharpe, barSharpe, skewness, kurtosis, observations } = run(published);
    expect(observations).toBe(1949);
    // 1 / sqrt(years), times what the skewness of nine bars takes off (Mertens 2002).
    const shape = 1 - skewness * barSharpe! + ((kurtosis - 1) / 4) * barSharpe! ** 2;
    const error = Math.sqrt((252 * 390 * shape) / 1948);
    expect(standardErrorOfSharpe).toBeCloseTo(error, 10);
    expect(error).toBeGreaterThan(6);
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
    for (let u = signal; u >= burnInBars && (!flatOvernight || day(u) === day(t)); u--) {
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

describe.each(['asPublished', 'held'] as const)('laws of the rule %s', (rule) => {
  const base = { ...simulatedInput(3), rule, burnInBars: 20 };

  it('the returns of its trades compound to the return of the account', () => {
    for (const flatOvernight of [false, true]) {
      const { trades, totalReturn, equity, barReturn } = run({ ...base, ...honest, flatOvernight });
      const compounded = trades.reduce((value, trade) => value * (1 + trade.return), 1) - 1;
      expect(Math.abs(compounded - totalReturn)).toBeLessThan(1e-12);
      expect(equity.at(-1)).toBe(1 + totalReturn);
      expect(barReturn).toHaveLength(base.x.length);
    }
  });

  it('every basis point of cost takes its share: twice the cost, twice the drag', () => {
    const growth = [0, 1, 2].map((costBp) => Math.log1p(run({ ...base, costBp }).totalReturn));
    const drag = growth.map((value) => growth[0]! - value);
    expect(drag[1]).toBeGreaterThan(0);
    // -ln(1 - c) is c + c^2 / 2 with c up to 9 bp of a leg: the ratio is 2 but for a few 1e-4.
    expect(Math.abs(drag[2]! / drag[1]! - 2)).toBeLessThan(2e-3);
  });

  it('pays its funding where it is held overnight, and only there', () => {
    const paid = (options: Partial<BacktestInput>): number =>
      run({ ...base, ...options }).totalReturn - run({ ...base, ...options, funding }).totalReturn;
    expect(paid({ flatOvernight: true })).toBe(0);
    const { position } = run(base);
    const nights = [...position].filter((side, t) => side !== 0 && (t + 1) % 78 === 0 && t < 389);
    expect(paid({}) !== 0).toBe(nights.length > 0);
  });

  it('holds nothing across a night when flat overnight, nor earns across it', () => {
    const { position, barReturn } = run({ ...base, flatOvernight: true, delayBars: 2 });
    for (let t = 77; t < position.length; t += 78) {
      expect(position[t]).toBe(0);
      expect(barReturn[t + 1] ?? 0).toBe(0);
    }
  });

  it('takes each signal as much later as it is told, and none of the burn-in', () => {
    const prompt = run(base).position;
    const late = run({ ...base, delayBars: 2 }).position;
    expect([...late]).toEqual([0, 0, ...prompt.subarray(0, -2)]);
    expect(prompt.subarray(0, 20).every((side) => side === 0)).toBe(true);
    expect(run({ ...base, burnInBars: 390 }).sharpeAnnualised).toBeUndefined();
  });

  it('falls by no more than it ever had', () => {
    const { drawdown, maximumDrawdown, equity } = run({ ...base, costBp: 5 });
    expect(maximumDrawdown).toBe(Math.max(...drawdown));
    const plain = [...equity].map((value, t) => 1 - value / Math.max(1, ...equity.slice(0, t + 1)));
    for (const [t, share] of plain.entries()) expect(drawdown[t]).toBeCloseTo(share, 15);
  });
});

it('annualises by the bars that exist', () => {
  const daily = {
    ...simulatedInput(4),
    timestamps: Array.from({ length: 390 }, (_, t) =>
      new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10),
    ),
  };
  const minute = { ...simulatedInput(4), annualisation: 'correct' } as const;
  const ratio =
    run(minute).sharpeAnnualised! / run({ ...daily, annualisation: 'correct' }).sharpeAnnualised!;
  // 252 days of 78 bars, against bars of every day of the year.
  expect(ratio).toBeCloseTo(Math.sqrt((252 * 78) / 365.25), 12);
});

describe('what cannot be, or barely', () => {
  const finite = (value: Backtest): boolean =>
    [value.totalReturn, value.maximumDrawdown, value.skewness, value.kurtosis].every(
      Number.isFinite,
    ) &&
    [value.equity, value.drawdown, value.barReturn].every((series) =>
      series.every(Number.isFinite),
    );
  const few = simulatedInput(5, 2, 30);

  it.each([
    ['no trades', { entry: 1e9 }],
    ['a constant x', { x: few.x.length ? new Float64Array(60).fill(20) : [] }],
    ['constant prices', { x: new Float64Array(60).fill(20), y: new Float64Array(60).fill(70) }],
    [
      'huge prices',
      { x: Array.from(few.x, (p) => p * 1e12), y: Array.from(few.y, (p) => p * 1e12) },
    ],
    ['no measurement noise', { measurementVariance: 0 }],
    ['no process noise', { delta: 0 }],
    ['costs that eat everything', { costBp: 20_000, entry: 0.1, exit: 0 }],
    ['a burn-in and a delay longer than the series', { burnInBars: 100, delayBars: 100 }],
    ['one bar', { x: [1], y: [2], timestamps: ['2020-01-01'] }],
    ['two bars', { x: [1, 1.1], y: [2, 2.3], timestamps: ['2020-01-01', '2020-01-02'] }],
  ])('stays a number with %s', (_, change) => {
    for (const rule of ['asPublished', 'held'] as const) {
      for (const options of [{}, honest]) {
        const result = backtest({ ...few, ...options, rule, ...change });
        if (!result.ok) throw new Error(result.error.message);
        expect(finite(result.value)).toBe(true);
        expect(result.value.sharpeAnnualised).not.toBeNaN();
        expect(result.value.standardErrorOfSharpe).not.toBeNaN();
      }
    }
  });

  it('has no Sharpe ratio where nothing is traded', () => {
    const { sharpeAnnualised, standardErrorOfSharpe, tradeCount } = run({ ...few, entry: 1e9 });
    expect([sharpeAnnualised, standardErrorOfSharpe, tradeCount]).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });

  it('stops an account that has lost everything', () => {
    const y = Array.from(few.y, (price, t) => (t > 40 ? price * 50 : price));
    const { equity, position } = run({ ...few, y, entry: 1e-9, exit: 0, rule: 'asPublished' });
    expect(equity.at(-1)).toBe(0);
    expect(position.at(-1)).toBe(0);
  });

  it.each([
    ['a price of nothing', { x: Array.from(few.x, (p, t) => (t === 3 ? 0 : p)) }, 'x, 4'],
    ['a price that is missing', { y: Array.from(few.y, (p, t) => (t === 3 ? NaN : p)) }, 'y, 4'],
    ['series of two lengths', { x: [1, 2] }, 'timestamps'],
    ['days that go back', { timestamps: [...minutes(2, 30)].reverse() }, 'timestamps, 31'],
    ['no dates', { timestamps: Array.from(few.y, String) }, 'timestamps, 1'],
    ['an exit beyond the entry', { exit: 3 }, 'exit'],
    ['no entry', { entry: 0 }, 'entry'],
    ['half a bar', { delayBars: 0.5 }, 'delayBars'],
    ['a burn-in below 0', { burnInBars: -1 }, 'burnInBars'],
    ['a cost below 0', { costBp: -1 }, 'costBp'],
    ['costs of one leg', { funding: { costLong: [1], costShort: [1] } }, 'funding'],
    [
      'daily bars flat overnight',
      { flatOvernight: true, x: [1, 2], y: [1, 2], timestamps: ['2020-01-01', '2020-01-02'] },
      'flatOvernight',
    ],
  ])('refuses %s with a sentence', (_, change, where) => {
    const result = backtest({ ...few, ...change });
    expect(result.ok ? undefined : result.error.where).toBe(where);
  });
});
