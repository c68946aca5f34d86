import { describe, expect, it } from 'vitest';
import { optimize } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { astraReadings } from '../../src/inventory/readings';
import {
  defaultSettings,
  limitsOf,
  objectiveOf,
  perTradingDay,
  sectorGroups,
  settingsOf,
  type OptimizerSettings,
} from '../../src/lab/optimizerSettings';
import { DEFAULT_BOOK } from '../../src/market/book';
import { estimate } from '../../src/market/estimate';
import { selectWindow } from '../../src/market/window';
import { embeddedMarket } from '../reference/astraBook';

const estimated = (() => {
  const { tickers, from, to } = DEFAULT_BOOK;
  const window = selectWindow(embeddedMarket(), tickers, from, to);
  if (!window.ok) throw new Error(window.error.message);
  const sample = estimate({ prices: window.value.prices, method: 'sample' });
  if (!sample.ok) throw new Error(sample.error.message);
  return sample.value;
})();
const costs = { costLong: [1, 1, 1, 1, 1, 1], costShort: [0, 0, 0, 0, 0, 0] };

function inputOf(settings: OptimizerSettings): OptimizeInput {
  return { ...limitsOf(settings, estimated, DEFAULT_BOOK, costs), ...objectiveOf(settings, 0.99) };
}

function weightsOf(input: OptimizeInput): number[] {
  const optimum = optimize(input);
  if (!optimum.ok) throw new Error(optimum.error.message);
  return optimum.value.weights;
}

describe('what the settings ask', () => {
  it('by default: the default book', () => {
    weightsOf(inputOf(defaultSettings())).forEach((weight, i) =>
      expect(weight).toBeCloseTo(DEFAULT_BOOK.weights[i]!, 7),
    );
  });

  it.each(astraReadings(estimated).map((reading) => [reading.name, reading] as const))(
    'the reading %s: its own problem, whatever was asked before',
    (_, reading) => {
      const before = defaultSettings();
      before.turnover.isOn = before.mean.isOn = before.limitsNames = before.hasCosts = true;
      const asked = weightsOf(inputOf(settingsOf(reading, before)));
      weightsOf(reading.input).forEach((weight, i) => expect(asked[i]).toBeCloseTo(weight, 8));
    },
  );

  it('a limit that is off is not asked for, and one that is on is', () => {
    const settings = defaultSettings();
    const off = inputOf({ ...settings, gross: { isOn: false, value: 2 } });
    expect(off).not.toHaveProperty('grossLimit');
    expect(off).not.toHaveProperty('turnoverLimit');
    expect(off).not.toHaveProperty('costLong');
    const on = inputOf({
      ...settings,
      hasCosts: true,
      turnover: { isOn: true, value: 0.3 },
      mean: { isOn: true, value: 0.001 },
    });
    expect(on).toMatchObject({
      ...costs,
      turnoverLimit: 0.3,
      presentWeights: DEFAULT_BOOK.weights,
      minimumMean: 0.001,
    });
  });

  it('a name keeps its own range, the others have the common one', () => {
    const settings = { ...defaultSettings(), limitsNames: true };
    settings.rangeOf = { GS: { minimum: 0, maximum: 0.25 } };
    const { minimumWeight, maximumWeight } = inputOf(settings);
    expect(minimumWeight).toEqual([-1, -1, -1, -1, 0, -1]);
    expect(maximumWeight).toEqual([1, 1, 1, 1, 0.25, 1]);
  });
});

describe('limits of groups', () => {
  const grouped = (change: Partial<OptimizerSettings>): OptimizeInput =>
    inputOf({ ...defaultSettings(), limitsGroups: true, ...change });

  it('by default: sectors, those of which the book holds something', () => {
    expect(grouped({}).groups?.map(({ name, members }) => [name, members])).toEqual([
      ['Technology', [0, 1]],
      ['Communication', [2]],
      ['Financials', [3, 4, 5]],
    ]);
    expect(inputOf(defaultSettings())).not.toHaveProperty('groups');
  });

  it('bind: the weights of each sector sum to within half of net asset value', () => {
    const weights = weightsOf(grouped({}));
    for (const members of [[0, 1], [2], [3, 4, 5]]) {
      const held = members.reduce((sum, i) => sum + weights[i]!, 0);
      expect(Math.abs(held)).toBeLessThan(0.5 + 1e-7); // proven feasible to 1e-7
    }
    const technology = weights[0]! + weights[1]!;
    expect(technology).toBeCloseTo(-0.5, 7); // without the limit it is -0.975
  });

  it('in conflict: named in words, with what they conflict with', () => {
    const groups = [
      { name: 'Banks', tickers: ['JPM', 'GS', 'MS'], minimum: 0.4, maximum: 0.6 },
      { name: 'Others', tickers: ['AAPL', 'MSFT', 'GOOGL'], minimum: 0.2, maximum: 0.3 },
    ];
    const answer = optimize(grouped({ groups }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'infeasible' } });
    const message = answer.ok ? '' : answer.error.message;
    expect(message).toContain('the group Banks must hold 0.4 to 0.6');
    expect(message).toContain('the group Others must hold 0.2 to 0.3');
    expect(message).toContain('the net band allows -0.05 to 0.05');
    expect(message).not.toContain('gross');
  });

  it('with the ends exchanged: that limit alone is named', () => {
    const groups = [{ name: 'Banks', tickers: ['JPM'], minimum: 0.6, maximum: 0.4 }];
    const answer = optimize(grouped({ groups }));
    expect(!answer.ok && answer.error.message).toBe(
      'No book meets this limit: the group Banks must hold 0.6 to 0.4. Loosen it.',
    );
  });

  it('every embedded ticker has one sector', () => {
    const tickers = sectorGroups().flatMap((group) => group.tickers);
    expect(tickers.toSorted()).toEqual(embeddedMarket().tickers.toSorted());
  });
});

it('365 days of funding are paid on 252 trading days', () => {
  const daily = perTradingDay({ costLong: [0.041 / 365], costShort: [-0.02 / 365] });
  expect(daily.costLong[0]! * 252).toBeCloseTo(0.041, 15);
  expect(daily.costShort[0]! * 252).toBeCloseTo(-0.02, 15);
});
