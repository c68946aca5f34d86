import { describe, expect, it } from 'vitest';
import { backtest, type BacktestInput } from '../../src/alpha/backtest';
import { SWITCHES, waterfall, withSwitches, type WaterfallStep } from '../../src/alpha/waterfall';
import { unitCosts } from '../../src/inventory/funding';
import { simulatedInput } from './pairs';
import { intradayPair, kalmanReference } from '../reference/intradayPair';

const funding = unitCosts({
  positions: ['BAC', 'JPM'].map((ticker) => ({ ticker, shares: 1, price: 1 })),
  ...{ baseRate: 0.036, longSpreadBp: 50, shortRebateSpreadBp: 25, borrowFeeBp: 40, dayCount: 360 },
});

const input: BacktestInput = {
  ...intradayPair,
  delta: 1e-5,
  measurementVariance: 1e-3,
  entry: 2,
  exit: 0.5,
  rule: 'held',
  burnInBars: 60,
  flatOvernight: true,
  delayBars: 1,
  costBp: 1,
  returns: 'onCapital',
  funding,
  annualisation: 'correct',
};

function steps(of: BacktestInput, switches = SWITCHES): WaterfallStep[] {
  const result = waterfall(of, switches);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.steps;
}

const sharpeOf = (of: BacktestInput): number => {
  const result = backtest(of);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.sharpeAnnualised ?? 0;
};

describe.each(['asPublished', 'held'] as const)('towards the rule %s', (rule) => {
  const all = steps({ ...input, rule });

  it('begins as published and ends with every correction', () => {
    const published = kalmanReference.asPublishedBacktest.sharpeAnnualised;
    expect(Math.abs(all[0]!.sharpe! / published - 1)).toBeLessThan(1e-9);
    expect(all.at(-1).sharpe).toBe(sharpeOf({ ...input, rule }));
    expect(all.map(({ id }) => id).includes('held')).toBe(rule === 'held');
    expect(all).toHaveLength(rule === 'held' ? 9 : 8);
  });

  it('adds up to its end', () => {
    const end = all.reduce((sum, { change }) => sum + change, all[0]!.sharpe!);
    // A telescope: each difference and sum rounds once, of numbers below 10.
    expect(Math.abs(end - all.at(-1).sharpe!)).toBeLessThan(1e-13);
  });

  it('says what each correction alone would do', () => {
    for (const { id, changeAlone } of all.slice(1)) {
      if (id === 'asPublished') continue;
      const { timestamps, x, y, delta, measurementVariance } = input;
      const alone = withSwitches({ ...input, rule }, [id]);
      const sharpe = sharpeOf({ timestamps, x, y, delta, measurementVariance, ...alone });
      expect(changeAlone).toBe(sharpe - all[0]!.sharpe!);
    }
  });
});

it('makes the corrections that are asked for, in that order', () => {
  const few = steps(input, ['costs', 'burnIn']);
  expect(few.map(({ id }) => id)).toEqual(['asPublished', 'costs', 'burnIn']);
  expect(few[1]!.changeAlone).toBe(few[1]!.change);
  expect(few[1]!.totalReturn).toBeLessThan(few[0]!.totalReturn);
  expect(few[1]!.label).toBe('1 bp a side');
});

it('has no step for what the input leaves as published', () => {
  const { timestamps, x, y, delta, measurementVariance, entry, exit } = input;
  const published = { timestamps, x, y, delta, measurementVariance, entry, exit };
  const ids = steps({ ...published, rule: 'asPublished', costBp: 0, delayBars: 3 }).map(
    (s) => s.id,
  );
  expect(ids).toEqual(['asPublished', 'delay']);
});

it('annualises first: of daily bars every later change is on the scale of days', () => {
  const timestamps = Array.from({ length: 390 }, (_, t) =>
    new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10),
  );
  const [published, annualised] = steps({
    ...simulatedInput(3),
    timestamps,
    annualisation: 'correct',
  });
  expect(annualised!.id).toBe('annualisation');
  // The root of 252 x 390 bars against that of 365.25, and autocorrelation's share: far below the whole.
  expect(Math.abs(annualised!.sharpe! / published!.sharpe!)).toBeLessThan(0.1);
});

it('pays for the nights before it is flat over them', () => {
  const held = { ...simulatedInput(3), flatOvernight: true, funding };
  const [, paid, flat] = steps(held, SWITCHES.filter((id) => id !== 'held')); // prettier-ignore
  expect([paid!.id, flat!.id]).toEqual(['funding', 'overnight']);
  expect(paid!.change).not.toBe(0);
  expect(steps(held, ['overnight', 'funding']).at(-1)).toMatchObject({ id: 'funding', change: 0 });
});

it('counts a step that trades nothing as 0 and still adds up', () => {
  const none = steps({ ...input, burnInBars: 1950 });
  expect(none.at(-1).sharpe).toBeUndefined();
  const end = none.reduce((sum, { change }) => sum + change, none[0]!.sharpe!);
  expect(Math.abs(end)).toBeLessThan(1e-13);
});

it('says what is wrong instead', () => {
  expect(waterfall({ ...input, entry: 0 }).ok).toBe(false);
});
