import { describe, expect, it } from 'vitest';
import {
  differenceWords,
  edgeWords,
  hedgeWords,
  impossibleWords,
  largeNumber,
  mixWords,
  weightlessWords,
} from '../../../src/panels/cholesky/words';

it('writes numbers of any size', () => {
  expect(largeNumber(29.3)).toBe('29.3');
  expect(largeNumber(12_345)).toBe('12,300');
  expect(largeNumber(2.44e12)).toBe('2.4 × 10¹²');
  expect(largeNumber(Infinity)).toBe('infinite');
});

it('names a mix by its largest parts, and its variance', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  expect(mixWords(names, [0.7, -0.71, 0, 0, 0, 0])).toBe('−0.71 B + 0.70 A');
  expect(mixWords(names, [0.5, 0.4, 0.4, 0.4, 0.4, 0.33])).toMatch(/^0\.50 A .* and 2 more$/);
  expect(impossibleWords(['A', 'B'], { weights: [0.71, -0.71], variance: -0.03 })).toBe(
    'The mix 0.71 A − 0.71 B would have variance −0.0300.',
  );
});

it('says where a correlation stands', () => {
  const words = (r: number, possible?: [number, number]): string =>
    edgeWords(['A', 'B'], [0, 1], r, possible);
  expect(words(0.5, [0.28, 1])).toContain('may correlate from 0.280 to 1.000; now 0.500');
  expect(words(0.28, [0.28, 1])).toContain('now 0.280');
  expect(words(0.1, [0.28, 1])).toContain('0.100 is impossible');
  expect(words(0.1)).toContain('impossible by themselves');
});

it('says which asset of a pair has no weight', () => {
  const words = (weights: number[]): string => weightlessWords(['A', 'B'], weights, [0, 1]);
  expect(words([0.5, -0.5])).toBe('');
  expect(words([0, 1])).toContain('A has no weight');
  expect(words([0, 0])).toContain('A and B have no weight');
});

describe('a hedged book', () => {
  it('names both sides, or how many they are', () => {
    expect(hedgeWords(['A', 'B', 'C'], [0, -1, 2])).toBe(
      'The book is long C and short B: what falls together on both sides is hedged.',
    );
    expect(hedgeWords(['A', 'B', 'C', 'D', 'E'], [1, 1, 1, 1, -1])).toContain('long 4 names');
  });

  it('is none with one side only', () => {
    expect(hedgeWords(['A', 'B'], [1, 0])).toBeUndefined();
  });
});

describe('a difference of two values at risk', () => {
  const words = (difference: number, exact?: number): string =>
    differenceWords(
      'X',
      'Y',
      { difference, noise: 0.004, exceedsNoise: Math.abs(difference) > 0.004 },
      exact,
    );

  it('leans on the closed forms, and says what the runs make of it', () => {
    expect(words(-0.012, -0.011)).toBe(
      'With X the value at risk is 1.10 points less than with Y, exactly: correlation matters here. ' +
        'These runs say 1.20 points less, beyond the ±0.40 (95 %) by which two independent samples could differ.',
    );
    expect(words(0.001, 0.002)).toContain('within the ±0.40');
  });

  it('is not seen where the laws are the same, whatever the runs say', () => {
    expect(words(0.0041, 0)).toBe(
      'With X the value at risk is exactly as with Y: these runs differ by 0.41 points by chance alone.',
    );
    expect(words(0.0041, 1e-12)).not.toContain('matters');
  });

  it('without closed forms, promises nothing of what lies within the noise', () => {
    expect(words(0.012)).toContain('more than the ±0.40');
    expect(words(0.001)).toContain('may be real');
  });
});
