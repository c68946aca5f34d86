import { describe, expect, it } from 'vitest';
import { exceedanceOdds, intervalName, periodsOf, surenessOf } from '../../src/panels/risk/answer';

describe('the sentence', () => {
  it('turns a confidence level into odds', () => {
    expect([0.99, 0.95, 0.975, 0.97, 0.999, 0.9999, 0.5, 0.99985].map(exceedanceOdds)).toEqual([
      '1 of 100',
      '1 of 20',
      '1 of 40',
      '3 of 100',
      '1 of 1,000',
      '1 of 10,000',
      '1 of 2',
      '3 of 20,000',
    ]);
  });
  it('names the period', () => {
    expect([1, 10, 21].map(periodsOf)).toEqual(['days', 'ten-day periods', '21-day periods']);
  });
  it('claims no more than the interval covers', () => {
    expect(surenessOf(0.9513)).toBe('95\u202f% sure');
    expect(surenessOf(0.63)).toBe('Only 63\u202f% sure, for want of paths');
    expect([0.9513, 0.63].map(intervalName)).toEqual(['95\u202f% interval', '63\u202f% interval']);
  });
});
