import { describe, expect, it } from 'vitest';
import { optimize } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { astraReadings } from '../../src/inventory/readings';
import {
  defaultSettings,
  limitsOf,
  objectiveOf,
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
