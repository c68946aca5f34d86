import { describe, expect, it } from 'vitest';
import {
  chanceInWords,
  formatPlain,
  formatVariance,
  percentileInWords,
  pInWords,
} from '../../../src/panels/alpha/labWords';

describe('numbers of the studies', () => {
  it('variances in powers of ten, thresholds as they are', () => {
    expect([1e-5, 3.16e-6, 0, 1000].map(formatVariance)).toEqual(['1e−5', '3.2e−6', '0', '1e3']);
    expect([0, 0.5, 1.25, 2].map(formatPlain)).toEqual(['0', '0.5', '1.25', '2']);
  });

  it('chances are never certain', () => {
    expect(chanceInWords(0)).toBe('under 1\u202f%');
    expect(chanceInWords(0.434)).toBe('43\u202f%');
    expect(chanceInWords(1)).toBe('over 99\u202f%');
    expect(pInWords(1e-9)).toBe('p < 0.001');
    expect(pInWords(0.034)).toBe('p = 0.034');
    expect(pInWords(0.34)).toBe('p = 0.34');
  });

  it('percentiles by English ordinals, from the 1st to the 99th', () => {
    expect([0, 0.02, 0.11, 0.13, 0.23, 0.4, 1].map(percentileInWords)).toEqual(
      ['1st', '2nd', '11th', '13th', '23rd', '40th', '99th'].map((text) => `${text} percentile`),
    );
  });
});
