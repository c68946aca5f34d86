import { describe, expect, it } from 'vitest';
import { convergenceDomain, convergenceLayout } from '../../src/charts/convergenceLayout';
import { correlationLayout, strongestPair } from '../../src/charts/correlationLayout';
import { fanLayout } from '../../src/charts/fanLayout';
import { barRange, histogramLayout } from '../../src/charts/histogramLayout';
import { assetOutcomes, replayLayout } from '../../src/charts/replayLayout';
import { fan, histogram, replay, worst } from './fixture';

const size = { width: 1000, height: 300 };

describe('histogram', () => {
  it('fills the width, and the highest bar the height', () => {
    const { bars } = histogramLayout(histogram, -0.12, size, 'linear');
    expect(bars[0]!.x).toBe(0);
    expect(bars[9]!.x + bars[9]!.width).toBeCloseTo(999, 9);
    expect(Math.max(...bars.map((bar) => bar.height))).toBe(300);
    expect(bars[3]!.height / bars[4]!.height).toBeCloseTo(0.5, 12);
  });
  it('colours the tail up to the value at risk, within its bar', () => {
    const { bars } = histogramLayout(histogram, -0.12, size, 'linear');
    const tail = bars.map((bar) => bar.tailWidth);
    expect(tail[0]).toBeCloseTo(99, 9);
    expect(tail[1]).toBeCloseTo(99, 9);
    expect(tail[2]).toBeCloseTo(60, 9);
    expect(tail.slice(3)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
  it('shows a single path on the log scale, and nothing for none', () => {
    const { bars } = histogramLayout(histogram, -0.12, size, 'log');
    expect(bars[1]!.height).toBe(0);
    expect(bars[0]!.height).toBeCloseTo((300 * Math.log(2)) / Math.log(31), 9);
  });
  it('leaves the labels room on a narrow screen', () => {
    const { bars } = histogramLayout(histogram, -0.12, { width: 330, height: 300 }, 'linear');
    expect(Math.min(...bars.map((bar) => bar.y))).toBe(44);
  });
  it('says that the outer bars hold everything beyond', () => {
    expect(barRange(histogram, 0)).toBe('−20.00\u202f% or less');
    expect(barRange(histogram, 5)).toBe('0.00\u202f% to 5.00\u202f%');
    expect(barRange(histogram, 9)).toBe('20.00\u202f% or more');
  });
});

describe('fan', () => {
  it('has a band for each pair of quantiles, widest first', () => {
    const { bands, median } = fanLayout(fan, worst, size);
    expect(bands.map((band) => Number(band.share.toFixed(6)))).toEqual([0.9, 0.5]);
    expect(bands[0]!.endY).toBeLessThan(bands[1]!.endY);
    expect(median).toMatch(/^M0,/);
  });
  it('holds every value, that of the worst path too', () => {
    const { y } = fanLayout(fan, worst, size);
    for (const value of [0.7, 1.06]) {
      expect(y(value)).toBeGreaterThan(0);
      expect(y(value)).toBeLessThan(300);
    }
  });
  it('stands without a spread', () => {
    const flat = {
      probabilities: [0.05, 0.5, 0.95],
      byDay: [
        [1, 1, 1],
        [1, 1, 1],
      ],
      pathCount: 9,
    };
    expect(fanLayout(flat, [], size).y(1)).toBeCloseTo(150, 6);
  });
});

describe('convergence', () => {
  const points = [
    { pathCount: 400, valueAtRisk: 0.12, interval: [0.1, 0.15] as [number, number] },
    { pathCount: 4000, valueAtRisk: 0.116, interval: [0.112, 0.121] as [number, number] },
  ];
  it('keeps its axes while points are added, even beyond the first interval', () => {
    const early = convergenceLayout(points.slice(0, 1), 40_000, 0.1159, size);
    const beyond = { ...points[1]!, interval: [0.05, 0.121] as [number, number] };
    const late = convergenceLayout([points[0]!, beyond], 40_000, 0.1159, size);
    expect(late.x.domain()).toEqual(early.x.domain());
    expect(late.y.domain()).toEqual(early.y.domain());
  });
  it('takes in an exact answer outside the interval', () => {
    const [low, high] = convergenceDomain(points, 0.2);
    expect(low).toBeLessThan(0.1);
    expect(high).toBeGreaterThan(0.2);
  });
  it('stands before the first point', () => {
    expect(convergenceDomain([], undefined)).toEqual([0, 1]);
    expect(convergenceLayout([], 5000, undefined, size).band).toBe('');
  });
});

describe('correlations', () => {
  it('finds the pair that moves together most', () => {
    const matrix = [
      [1, -0.9, 0.2],
      [-0.9, 1, 0.4],
      [0.2, 0.4, 1],
    ];
    expect(strongestPair(matrix)).toEqual({ row: 1, column: 2, value: 0.4 });
    expect(strongestPair([[1]])).toBeUndefined();
  });
  it('writes numbers and every ticker only where they fit', () => {
    expect(correlationLayout(6, { width: 280, height: 190 }).showsNumbers).toBe(true);
    const dense = correlationLayout(32, { width: 280, height: 190 });
    expect(dense.showsNumbers).toBe(false);
    expect(dense.labelEvery.column * dense.cellWidth).toBeGreaterThanOrEqual(40);
  });
});

describe('replay', () => {
  it('stacks gains upwards and losses downwards from zero', () => {
    const { days, contribution } = replayLayout(replay, size);
    const [gain, loss] = days[0]!.pieces;
    expect(gain!.y + gain!.height).toBeCloseTo(contribution(0), 9);
    expect(loss!.y).toBeCloseTo(contribution(0), 9);
    expect(gain!.height / loss!.height).toBeCloseTo(2.5, 9);
  });
  it('adds contributions up to the portfolio’s return', () => {
    const outcomes = assetOutcomes(replay, ['A', 'B']);
    const total = outcomes.reduce((sum, { contribution }) => sum + contribution, 0);
    expect(total).toBeCloseTo(replay.portfolioReturn, 12);
    expect(outcomes[0]!.priceRelative).toBeCloseTo(1.1 * 1.02, 12);
  });
});
