import { describe, expect, it } from 'vitest';
import { classroomPoints, coordinate } from '../../src/math/classroomPoints';
import { sampleCorrelation } from '../../src/risk/sampleCorrelation';

describe('sampleCorrelation', () => {
  it('by hand: (1, 2, 3, 4) with (2, 1, 4, 3) is 0.6, and Fisher gives -0.88 to 0.99 from four points', () => {
    const sample = sampleCorrelation(Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 1, 4, 3))!;
    expect(sample.correlation).toBeCloseTo(0.6, 15);
    // atanh 0.6 = ln 2, one standard error = 1.
    const half = Math.exp(2 * 1.959963984540054);
    const tanh = (factor: number): number => (factor * 4 - 1) / (factor * 4 + 1);
    expect(sample.interval[0]).toBeCloseTo(tanh(1 / half), 14);
    expect(sample.interval[1]).toBeCloseTo(tanh(half), 14);
  });

  it('covers the truth 95 times in 100, within what 2,000 samples of 50 points can tell', () => {
    const [rho, count, samples] = [0.7, 50, 2000];
    let covered = 0;
    for (let seed = 0; seed < samples; seed++) {
      const points = classroomPoints(seed, count, 2);
      const x = coordinate(points, [1, 0]);
      const y = coordinate(points, [rho, Math.sqrt(1 - rho * rho)]);
      const [low, high] = sampleCorrelation(x, y)!.interval;
      if (low < rho && rho < high) covered++;
    }
    // Four standard errors of a share of 0.95, and 0.005 for Fisher's approximation at 50 points.
    const bound = 4 * Math.sqrt((0.95 * 0.05) / samples) + 0.005;
    expect(Math.abs(covered / samples - 0.95)).toBeLessThan(bound);
  });

  it('of a coordinate with itself is 1, with its mirror -1, the interval that one point', () => {
    const x = Float64Array.of(0.1, -2, 3.3, 0.4, 5);
    expect(sampleCorrelation(x, x)).toEqual({ correlation: 1, interval: [1, 1] });
    const mirror = x.map((value) => -value);
    expect(sampleCorrelation(x, mirror)).toEqual({ correlation: -1, interval: [-1, -1] });
  });

  it('is undefined from three points, and where one coordinate stands still', () => {
    const three = Float64Array.of(1, 2, 3);
    expect(sampleCorrelation(three, three)).toBeUndefined();
    expect(
      sampleCorrelation(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 2, 3, 4)),
    ).toBeUndefined();
  });
});
