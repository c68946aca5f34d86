import { scaleLinear } from 'd3';
import { describe, expect, it } from 'vitest';
import {
  fittingTicks,
  logTicks,
  moneyTicks,
  percentTicks,
  wholeTicks,
} from '../../src/charts/ticks';

describe('linear ticks', () => {
  it('never number more than six, nor more than fit', () => {
    for (const high of [0.003, 0.7, 1, 19, 252, 8e6]) {
      expect(fittingTicks(0, high, 2000, 40).length).toBeLessThanOrEqual(6);
      expect(fittingTicks(0, high, 130, 40).length).toBeLessThanOrEqual(3);
    }
  });
  it('lie inside the domain', () => {
    for (const tick of fittingTicks(-0.237, 0.241, 900, 72))
      expect(Math.abs(tick)).toBeLessThan(0.242);
  });
  it('are whole days on an axis of days', () => {
    expect(wholeTicks(0, 1, 300, 40)).toEqual([0, 1]);
    expect(wholeTicks(0, 10, 260, 40)).toEqual([0, 2, 4, 6, 8, 10]);
  });
});

describe('logarithmic ticks', () => {
  it('are powers of ten where there are enough', () => {
    expect(logTicks(400, 5e6)).toEqual([1e3, 1e4, 1e5, 1e6]);
  });
  it('add 2 and 5 between few powers', () => {
    expect(logTicks(400, 5000)).toEqual([500, 1000, 2000, 5000]);
  });
  it('number at most six over a wide range', () => {
    expect(logTicks(1, 1e8).length).toBeLessThanOrEqual(6);
  });
});

describe('labelled ticks', () => {
  const labels = (low: number, high: number): string[] =>
    percentTicks(scaleLinear([low, high], [0, 300]), 60).map(({ label }) => label);

  it('have as many digits as tell them apart', () => {
    expect(labels(-0.24, 0.24)).toEqual([
      '−20\u202f%',
      '−10\u202f%',
      '0\u202f%',
      '10\u202f%',
      '20\u202f%',
    ]);
    expect(new Set(labels(0.1158, 0.1161)).size).toBe(labels(0.1158, 0.1161).length);
    expect(new Set(labels(-1e-6, 1e-6)).size).toBe(labels(-1e-6, 1e-6).length);
  });
  it('stand at round numbers of dollars, where these lie', () => {
    const value = scaleLinear([0.88, 1.12], [200, 0]);
    const ticks = moneyTicks(value, 2_500_000, 40);
    expect(ticks.map(({ label }) => label)).toEqual(['$2.2M', '$2.4M', '$2.6M', '$2.8M']);
    expect(ticks[1]!.position).toBeCloseTo(value(0.96), 9);
  });
});
