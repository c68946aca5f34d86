import { describe, expect, it } from 'vitest';
import type { BacktestInput } from '../../src/alpha/backtest';
import { kalman } from '../../src/alpha/kalman';
import { funding, honest, minutes, run, simulatedInput } from './pairs';

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

describe('flat overnight', () => {
  const timestamps = minutes(3, 20);
  const x = timestamps.map((_, t) => 30 + 0.01 * (t % 3));
  // The noise of y is a tenth of what the states may move: the one gap is in them at once, and forgotten.
  const input: BacktestInput = {
    ...{ timestamps, x, y: x.map((price, t) => 3.5 * price + (t < 20 ? 0 : 1)) },
    ...{ delta: 1e-5, measurementVariance: 1e-3, initialState: [0, 3.5] },
    ...{ entry: 2, exit: 0.5, rule: 'held' },
  };

  it('trades nothing where the only large z-score is that of a night', () => {
    const path = kalman(input);
    const beyond = [...(path.ok ? path.value.zScore : [])].flatMap((z, t) =>
      Math.abs(z) > 2 ? t : [],
    );
    expect(beyond).toEqual([20]);
    for (const delayBars of [0, 1]) {
      expect(run({ ...input, delayBars }).trades[0]?.openBar).toBe(20 + delayBars);
      expect(run({ ...input, delayBars, flatOvernight: true }).tradeCount).toBe(0);
    }
  });

  it('still trades what the same day makes', () => {
    const y = Array.from(input.y, (price, t) => price - (t < 30 ? 0 : 1));
    const [trade] = run({ ...input, y, flatOvernight: true }).trades;
    expect(trade).toMatchObject({ openBar: 30, side: 1 });
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
