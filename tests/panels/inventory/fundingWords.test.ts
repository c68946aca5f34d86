import { describe, expect, it } from 'vitest';
import { cheapestCut, funding, type Position } from '../../../src/inventory/funding';
import { DEFAULT_FUNDING } from '../../../src/lab/fundingState';
import { cutSentence, fundingSentence } from '../../../src/panels/inventory/funding/fundingWords';

function fundingOf(positions: Position[]) {
  const result = funding({ ...DEFAULT_FUNDING, baseRate: 0.036, positions });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const sentenceOf = (positions: Position[]): string => {
  const { before, amount, after } = fundingSentence(fundingOf(positions));
  return `${before}${amount === undefined ? '' : ` ${amount}`}${after}`;
};
const long = { ticker: 'AAA', shares: 1000, price: 360 };
const short = { ticker: 'BBB', shares: -1000, price: 360 };

describe('the funding sentence', () => {
  it('says what the published book costs', () => {
    expect(sentenceOf(DEFAULT_FUNDING.positions)).toBe(
      'Holding this $2,117,636 gross book costs $41.49 a day ($15,144 a year).',
    );
  });
  it('says that a short book earns', () => {
    // 720,000 x 2.95 % / 360 = 59; times 365 = 21,535.
    expect(sentenceOf([{ ...short, price: 720 }])).toBe(
      'Holding this $720,000 gross book earns $59.00 a day ($21,535 a year).',
    );
  });
  it('says that an empty book costs nothing', () => {
    expect(sentenceOf([{ ...long, shares: 0 }])).toBe('Holding this $0 gross book costs nothing.');
  });
});

describe('the cheapest cut', () => {
  const cutOf = (positions: Position[]): string =>
    cutSentence(cheapestCut(fundingOf(positions), positions));

  it('names the least notional that saves a dollar, and the names that save as much', () => {
    // A long pays 4.1 %: 360 / 0.041 = 8,780.49.
    expect(cutOf(DEFAULT_FUNDING.positions)).toBe(
      'The least to cut to save $1 a day: $8,780 of MSFT, 21.1 shares. Cutting AAPL or GOOGL instead saves as much a dollar.',
    );
  });
  it('finds a dear borrow', () => {
    // 3.6 % - 0.25 % - 10 % = -6.65 %: 360 / 0.0665 = 5,413.53.
    expect(cutOf([long, { ...short, borrowFeeBp: 1000 }])).toBe(
      'The least to cut to save $1 a day: $5,414 of BBB, 15 shares.',
    );
  });
  it('says where nothing costs a dollar', () => {
    expect(cutOf([short])).toBe('No position alone costs a dollar a day.');
  });
});
