import { describe, expect, it } from 'vitest';
import { exactTail } from '../../src/risk/exactTail';
import { binomialBetween, quantilePosition, tailRanks } from '../../src/risk/orderStatistics';
import { reaches, tailRisk, uncutTail, type LowerTail } from '../../src/risk/tailRisk';
import { pathNormals } from '../../src/math/normals';
import { astraBook } from '../reference/astraBook';

function tailOf(returns: number[]): LowerTail {
  return uncutTail(
    returns.length,
    [...returns].sort((a, b) => a - b),
  );
}

/** The same sample with its `belowCount` worst summed up. */
function cut(tail: LowerTail, belowCount: number): LowerTail {
  const ascending = Array.from(tail.ascending);
  const below = ascending.slice(0, belowCount);
  return {
    count: tail.count,
    belowCount,
    belowSum: below.reduce((sum, r) => sum + r, 0),
    belowSumSquares: below.reduce((sum, r) => sum + r * r, 0),
    ascending: ascending.slice(belowCount),
    edge: NaN,
    edgeCount: 0,
  };
}

describe('order statistics', () => {
  it('bound the 99 % quantile of 5,000 losses by the 4,936th and the 4,964th (published)', () => {
    expect(tailRanks(5000, 0.99)).toMatchObject({ estimate: 4950, low: 4936, high: 4964 });
  });

  it.each([
    [5000, 0.99],
    [1_000_000, 0.95],
    [100_000_000, 0.9999],
    [1000, 0.5],
  ])('cover it with at least 95 % probability for %d paths at %d', (count, confidence) => {
    const { coverage } = tailRanks(count, confidence);
    expect(coverage).toBeGreaterThanOrEqual(0.95);
    expect(coverage).toBeLessThan(0.975);
  });

  it('say so where too few paths lie beyond the quantile', () => {
    const ranks = tailRanks(100, 0.99);
    expect(ranks.high).toBe(100);
    // P(97 <= B <= 99) of Binomial(100, 0.99), by its terms.
    const term = (k: number, choose: number) => choose * 0.99 ** k * 0.01 ** (100 - k);
    expect(ranks.coverage).toBeCloseTo(term(97, 161700) + term(98, 4950) + term(99, 100), 12);
  });

  it('binomial probabilities sum to one', () => {
    expect(binomialBetween(5000, 0.99, 0, 5000)).toBe(1);
    expect(binomialBetween(10, 0.5, 5, 5)).toBeCloseTo(252 / 1024, 14);
  });

  it('take a decimal confidence as it is meant', () => {
    expect(quantilePosition(1_000_000, 0.95)).toBe(950_000);
    expect(quantilePosition(150, 0.99)).toBeCloseTo(148.5, 12);
  });
});

describe('tailRisk', () => {
  it('of losses 1 to 1000: VaR the 990th, ES the mean of the ten worst', () => {
    const risk = tailRisk(tailOf(Array.from({ length: 1000 }, (_, i) => -(i + 1))), 0.99);
    expect(risk.valueAtRisk).toBe(990);
    expect(risk.expectedShortfall).toBeCloseTo(995.5, 10);
  });

  it('counts the boundary path by its fraction', () => {
    // 150 x 0.01 = 1.5 paths: the worst, and half of the second worst, which is the VaR.
    const risk = tailRisk(tailOf([...Array.from({ length: 148 }, () => 0), -3, -6]), 0.99);
    expect(risk.valueAtRisk).toBe(3);
    expect(risk.expectedShortfall).toBeCloseTo((6 + 0.5 * 3) / 1.5, 12);
  });

  it('does not care where the tail is cut', () => {
    const normals = new Float64Array(20_000);
    pathNormals(3, 0, normals);
    const tail = tailOf(Array.from(normals));
    const whole = tailRisk(tail, 0.99);
    const parts = tailRisk(cut(tail, 150), 0.99);
    expect(parts.valueAtRiskInterval).toEqual(whole.valueAtRiskInterval);
    expect(parts.expectedShortfall).toBeCloseTo(whole.expectedShortfall, 12);
    expect(parts.expectedShortfallInterval[0]).toBeCloseTo(whole.expectedShortfallInterval[0], 12);
  });

  it('counts ties at its upper edge as it would count them one by one', () => {
    const returns = [-5, -4, ...Array.from({ length: 98 }, () => -1)];
    const whole = tailRisk(tailOf(returns), 0.95);
    const tied = { ...tailOf(returns), ascending: [-5, -4], edge: -1, edgeCount: 98 };
    expect(reaches(tied, 0.95)).toBe(true);
    expect(tailRisk(tied, 0.95)).toEqual(whole);
    expect(whole).toMatchObject({ valueAtRisk: 1, expectedShortfall: (5 + 4 + 3) / 5 });
  });

  it('knows when a cut hides what it needs', () => {
    const tail = tailOf(Array.from({ length: 5000 }, (_, i) => i));
    expect(reaches(cut(tail, 36), 0.99)).toBe(true);
    expect(reaches(cut(tail, 37), 0.99)).toBe(false);
    expect(reaches({ ...tail, ascending: Array.from(tail.ascending).slice(0, 65) }, 0.99)).toBe(
      true,
    );
    expect(reaches({ ...tail, ascending: Array.from(tail.ascending).slice(0, 64) }, 0.99)).toBe(
      false,
    );
  });

  it('has intervals that cover the truth 95 times in 100 on 400 samples, to 5 standard errors', () => {
    const samples = 400;
    const normals = new Float64Array(2000);
    let [varHits, esHits] = [0, 0];
    for (let sample = 0; sample < samples; sample++) {
      pathNormals(11, sample, normals);
      const risk = tailRisk(tailOf(Array.from(normals)), 0.99);
      const within = (value: number, [low, high]: [number, number]) =>
        value >= low && value <= high;
      varHits += Number(within(2.3263479, risk.valueAtRiskInterval));
      esHits += Number(within(2.6652142, risk.expectedShortfallInterval));
    }
    const five = 5 * Math.sqrt(0.95 * 0.05 * samples);
    expect(Math.abs(varHits - 0.955 * samples)).toBeLessThan(five);
    // The tail's own variance is estimated from 20 losses: a little short of 95 % is right for the asymptotic interval.
    expect(esHits).toBeGreaterThan(0.9 * samples);
  });
});

describe('exactTail', () => {
  it('equals the convolution by FFT for the default book, to the 2e-6 of its grid', () => {
    const { sigmaDaily, exactQuantile1pct, exactMeanBelow1pct } = astraBook.tenDayRisk;
    const exact = exactTail(0, sigmaDaily, 10, 0.99)!;
    expect(exact.valueAtRisk).toBeCloseTo(-exactQuantile1pct, 9);
    expect(Math.abs(exact.expectedShortfall + exactMeanBelow1pct)).toBeLessThan(2e-6);
  });

  it('equals the normal law over one day: quantile and mean below it', () => {
    const exact = exactTail(0.001, 0.02, 1, 0.99)!;
    expect(exact.valueAtRisk).toBeCloseTo(-(0.001 - 0.02 * 2.3263478740408408), 12);
    expect(exact.expectedShortfall).toBeCloseTo(-(0.001 - 0.02 * 2.66521422), 9);
  });

  it('holds for confidence levels from 50 % to 99.99 % over one day', () => {
    for (const [confidence, z] of [
      [0.5, 0],
      [0.95, 1.6448536269514722],
      [0.9999, 3.719016485455709],
    ] as const) {
      expect(exactTail(0, 0.02, 1, confidence)!.valueAtRisk).toBeCloseTo(0.02 * z, 11);
    }
  });

  it('has no answer without risk, or where a day may lose more than everything', () => {
    expect(exactTail(0, 0, 10, 0.99)).toBeUndefined();
    expect(exactTail(0, 0.2, 10, 0.99)).toBeUndefined();
  });
});
