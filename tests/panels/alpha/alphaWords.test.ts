import { describe, expect, it } from 'vitest';
import type { WaterfallStep } from '../../../src/alpha/waterfall';
import {
  cointegrationSentence,
  formatChange,
  formatSharpe,
  sharpeSentence,
} from '../../../src/panels/alpha/alphaWords';
import type { Filtered } from '../../../src/lab/alpha.svelte';

const step = (
  sharpe: number | undefined,
  standardErrorOfSharpe?: number,
  tradeCount = 30,
): WaterfallStep => ({
  id: 'asPublished',
  label: 'As published',
  sharpe,
  standardErrorOfSharpe,
  totalReturn: 0,
  tradeCount,
  change: 0,
  changeAlone: 0,
});

function sentence(steps: WaterfallStep[], switchCount = 1): string {
  const { before, published, between, honest, after } = sharpeSentence(
    steps,
    'these 5 days',
    switchCount,
  );
  return `${before}${published}${between}${honest}${after}`;
}

describe('the answer', () => {
  it('sets the honest ratio beside the published one, with its interval', () => {
    // 1.96 x 6.857 = 13.44: of such a ratio a second decimal says nothing.
    expect(sentence([step(-3.72), step(-5.66, 6.857)])).toBe(
      'As published, these 5 days show a Sharpe ratio of −3.72; with every honest switch on it is ' +
        '−5.7 ± 13.4: that is indistinguishable from nothing.',
    );
  });
  it.each([
    [-24, 1, 'a loss, beyond what chance alone explains.'],
    [24, 1, 'more than chance alone explains in one try.'],
  ])('says what a ratio of %f ± %f is', (sharpe, error, verdict) => {
    expect(sentence([step(1), step(sharpe, error)])).toContain(verdict);
  });
  it('counts the switches where not all are on', () => {
    expect(sentence([step(1), step(2, 3), step(2, 3)], 8)).toContain('2 of 8 honest switches on');
    expect(sentence([step(1)], 8)).toBe(
      'As published, these 5 days show a Sharpe ratio of 1.00. No honest switch is on.',
    );
  });
  it('has words where nothing is traded', () => {
    expect(sentence([step(undefined), step(undefined)])).toBe(
      'As published, no trade is made over these 5 days; with every honest switch on, no trade is made.',
    );
    expect(sentence([step(2), { ...step(undefined), totalReturn: -1 }])).toContain(
      'with every honest switch on, all capital is lost.',
    );
  });
  it.each([
    [1, '1 trade is too few to tell skill from luck.'],
    [3, '3 trades are too few to tell skill from luck.'],
    [29, '29 trades are too few to tell skill from luck.'],
    [30, 'more than chance alone explains in one try.'],
  ])('finds nothing in %d trades, however far from zero', (trades, verdict) => {
    expect(sentence([step(1), step(24, 1, trades)])).toContain(`: ${verdict}`);
  });
  it('finds nothing where there is no spread', () => {
    const { after } = sharpeSentence([step(35), step(353, 28)], 'this day', 1, false);
    expect(after).toBe(': that says nothing, for there is no spread to trade.');
  });
  it('says "shows" of a single day', () => {
    expect(sharpeSentence([step(1)], 'this day', 8).before).toBe(
      'As published, this day shows a Sharpe ratio of ',
    );
  });
});

it('writes changes with their sign, and no sign for what reads zero', () => {
  expect([1.234, -36.3, 0.004, -0.004, 0].map(formatChange)).toEqual([
    '+1.23',
    '−36.30',
    '0.00',
    '0.00',
    '0.00',
  ]);
  expect(formatSharpe(-3.7201)).toBe('−3.72');
});

describe('cointegration', () => {
  const of = (t: number, halfLifeBars: number): string =>
    cointegrationSentence({
      cointegration: {
        ok: true,
        value: { t, criticalValues: [-3.9, -3.34, -3.05], alpha: 0, beta: 1, halfLifeBars },
      },
    } as Filtered);

  it('is said only where the test says so', () => {
    expect(of(-2.2754, 121.3)).toBe(
      'Over these bars they are not cointegrated: Engle-Granger t = −2.28, above the 5 % critical value of −3.34; half of a deviation is gone after 121 bars.',
    );
    expect(of(-5, 0.3)).toMatch(/they are cointegrated: .*below.* after 1 bar\./);
    expect(of(0.5, Infinity)).toContain('a deviation does not fade');
  });
  it('is not tested where there is no spread, and why is said', () => {
    const error = { code: 'noSpread', message: 'y is a straight line of x.' };
    expect(cointegrationSentence({ cointegration: { ok: false, error } } as Filtered)).toBe(
      'No test of cointegration: y is a straight line of x.',
    );
  });
});
