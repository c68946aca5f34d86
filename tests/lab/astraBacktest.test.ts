import { describe, expect, it } from 'vitest';
import { backtest, type BacktestInput } from '../../src/alpha/backtest';
import type { AlphaClient } from '../../src/lab/alphaClient';
import { createAstra, type LinkedPage } from '../../src/lab/astra';
import type { SimulationClient } from '../../src/lab/client';
import { embeddedMarket } from '../reference/astraBook';
import { intradayPair, kalmanReference } from '../reference/intradayPair';

// The worker's own code, in place of the worker.
const worker = { backtest: async (input: BacktestInput) => backtest(input) } as AlphaClient;
const page = {} as LinkedPage;
const astra = createAstra({} as SimulationClient, embeddedMarket(), page, worker);
const input: BacktestInput = {
  timestamps: intradayPair.timestamps,
  x: Array.from(intradayPair.x),
  y: Array.from(intradayPair.y),
  delta: 1e-5,
  measurementVariance: 1e-3,
  entry: 2,
  exit: 0.5,
  rule: 'asPublished',
};

describe('astra.backtest', () => {
  it('has the reference answer, in plain lists', async () => {
    const result = await astra.backtest(input);
    if (!result.ok) throw new Error(result.error.message);
    const { sharpeAnnualised, activeBars, equity, position } = result.value;
    const answer = kalmanReference.asPublishedBacktest;
    expect(Math.abs(sharpeAnnualised! / answer.sharpeAnnualised - 1)).toBeLessThan(1e-9);
    expect(activeBars).toBe(answer.activeBars);
    expect([Array.isArray(equity), Array.isArray(position)]).toEqual([true, true]);
    expect(structuredClone(result)).toEqual(result);
  });

  it.each([
    [undefined, 'input'],
    [{ ...input, timestamps: [1, 2] }, 'timestamps'],
    [{ ...input, rule: 'best' }, 'rule'],
    [{ ...input, entry: '2' }, 'entry'],
    [{ ...input, x: 'prices' }, 'x'],
    [{ ...input, funding: { costLong: [1], costShort: [1, 2] } }, 'funding.costLong.1'],
    [{ ...input, delayBars: -1 }, 'delayBars'],
  ])('never throws: case %# fails at %s', async (wrong, where) => {
    const result = await astra.backtest(wrong as BacktestInput);
    expect(result.ok ? '' : result.error.where).toBe(where);
  });
});

describe('astra.deflatedSharpe', () => {
  const daily = {
    sharpe: 2.5 / Math.sqrt(250),
    observations: 1250,
    trials: 100,
    trialVariance: 0.5 / 250,
    skewness: -3,
    kurtosis: 10,
  };

  it('gives the published example and refuses what is no number', () => {
    const result = astra.deflatedSharpe(daily);
    expect(result.ok && result.value.probability).toBeCloseTo(0.900397, 6);
    const wrong = astra.deflatedSharpe({ ...daily, trials: '100' as unknown as number });
    expect(wrong.ok ? '' : wrong.error.where).toBe('trials');
  });
});
