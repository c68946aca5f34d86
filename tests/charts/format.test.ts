import { describe, expect, it } from 'vitest';
import {
  formatCountTick,
  formatDuration,
  formatMoney,
  formatMoneyTick,
  formatMs,
  formatPercent,
  formatRate,
  formatSignedPercent,
} from '../../src/charts/format';

describe('money', () => {
  it('is rounded to five digits of the net asset value', () => {
    expect(formatMoney(115_929.2, 1_000_000)).toBe('$115,930');
    expect(formatMoney(11_592_915, 1e8)).toBe('$11,593,000');
    expect(formatMoney(115.929, 1000)).toBe('$115.93');
  });
  it('has a real minus sign', () => {
    expect(formatMoney(-169_884, 1_000_000)).toBe('−$169,880');
  });
  it('is short on an axis, and says billions', () => {
    expect([950_000, 1_050_000, -2e9, 0].map(formatMoneyTick)).toEqual([
      '$950k',
      '$1.05M',
      '−$2B',
      '$0',
    ]);
  });
});

describe('percent', () => {
  it('is a fraction times a hundred, before a narrow space', () => {
    expect(formatPercent(0.11593)).toBe('11.59\u202f%');
    expect(formatPercent(-0.1, 0)).toBe('−10\u202f%');
  });
  it('has a sign unless it reads zero', () => {
    expect(formatSignedPercent(0.0051)).toBe('+0.51\u202f%');
    expect(formatSignedPercent(-0.032)).toBe('−3.20\u202f%');
    expect(formatSignedPercent(-0.00001)).toBe('0.00\u202f%');
  });
});

it('writes durations for people', () => {
  expect([420, 11_600, 125_000, 59_900].map(formatDuration)).toEqual([
    '0.4\u202fs',
    '12\u202fs',
    '2\u202fmin 5\u202fs',
    '1\u202fmin 0\u202fs',
  ]);
});

it('writes milliseconds, rates and counts', () => {
  expect([0.26, 12.4, 1234].map(formatMs)).toEqual(['0.3', '12', '1,234']);
  expect([3_812_000, 410_000, 2.5e9].map(formatRate)).toEqual([
    '3.81\u202fM',
    '410\u202fk',
    '2.5\u202fB',
  ]);
  expect([500, 50_000, 5e6].map(formatCountTick)).toEqual(['500', '50k', '5M']);
});
