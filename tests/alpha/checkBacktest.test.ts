import { describe, expect, it } from 'vitest';
import { backtest, type Backtest } from '../../src/alpha/backtest';
import { honest, run, simulatedInput } from './pairs';

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
    [
      'days that go back',
      { timestamps: [...few.timestamps.slice(30), ...few.timestamps.slice(0, 30)] },
      'timestamps, 31',
    ],
    ['minutes that go back', { timestamps: few.timestamps.toReversed() }, 'timestamps, 2'],
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
