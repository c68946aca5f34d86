import { Z_95 } from './orderStatistics';

export interface SampleCorrelation {
  correlation: number;
  /** 95 %, by Fisher's z: tanh(atanh r +- 1.96 / sqrt(count - 3)). */
  interval: [low: number, high: number];
}

/**
 * Pearson's correlation of two coordinates of the same points. Undefined for fewer than four points or a coordinate
 * that does not vary. Fisher, "On the probable error of a coefficient of correlation" (1921).
 */
export function sampleCorrelation(x: Float64Array, y: Float64Array): SampleCorrelation | undefined {
  const count = x.length;
  if (count < 4) return undefined;
  const meanX = x.reduce((sum, value) => sum + value, 0) / count;
  const meanY = y.reduce((sum, value) => sum + value, 0) / count;
  let [xx, yy, xy] = [0, 0, 0];
  for (let k = 0; k < count; k++) {
    const [dx, dy] = [x[k]! - meanX, y[k]! - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (!(xx > 0 && yy > 0)) return undefined;
  const correlation = Math.min(Math.max(xy / Math.sqrt(xx * yy), -1), 1);
  const middle = Math.atanh(correlation);
  const error = Z_95 / Math.sqrt(count - 3);
  return { correlation, interval: [Math.tanh(middle - error), Math.tanh(middle + error)] };
}
