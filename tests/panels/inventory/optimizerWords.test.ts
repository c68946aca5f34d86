import { describe, expect, it } from 'vitest';
import {
  conditionInWords,
  isEmptyBook,
  isSameBook,
  QUANTITIES,
  weightsInWords,
} from '../../../src/panels/inventory/optimizer/optimizerWords';

describe('the words of the optimizer', () => {
  it('a book from its longest to its shortest, without what reads zero', () => {
    expect(weightsInWords(['A', 'B', 'C'], [-0.5, 0.0001, 0.25])).toBe(
      'C +25.0\u202f%, A −50.0\u202f%',
    );
  });

  it('only the largest are named', () => {
    expect(weightsInWords(['A', 'B', 'C'], [0.1, -0.3, 0.2], 2)).toBe(
      'C +20.0\u202f%, B −30.0\u202f% and 1 smaller',
    );
  });

  it('empty and same books', () => {
    expect(isEmptyBook([0, 1e-5])).toBe(true);
    expect(isEmptyBook([0, -0.01])).toBe(false);
    expect(isSameBook([0.1, 0.2], [0.1, 0.2001])).toBe(true);
    expect(isSameBook([0.1, 0.2], [0.1, -0.2])).toBe(false);
  });

  it('an objective in the number that people know', () => {
    const { minimumVariance, meanVariance, maximumSharpe } = QUANTITIES;
    expect(minimumVariance.format(minimumVariance.of(0.01 / 252))).toBe('10.0\u202f%');
    expect(meanVariance.format(meanVariance.of(-0.00141))).toBe('−14.1 bp a day');
    expect(maximumSharpe.format(maximumSharpe.of(0.1))).toBe('1.59');
  });

  it('condition numbers', () => {
    expect([27.4, 1234, 4.12e10, Infinity].map(conditionInWords)).toEqual([
      '27',
      '1,234',
      '4.1e+10',
      'infinite',
    ]);
  });
});
