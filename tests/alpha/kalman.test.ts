import { describe, expect, it } from 'vitest';
import { kalman } from '../../src/alpha/kalman';
import { intradayPair, kalmanReference } from '../reference/intradayPair';

const { delta, measurementVariance } = kalmanReference;
const published = { ...intradayPair, delta, measurementVariance };

describe('the filter on JPM and BAC', () => {
  it.each(kalmanReference.checkpoints)('agrees with numpy at bar $bar', ({ bar, ...expected }) => {
    const path = kalman(published);
    if (!path.ok) throw new Error(path.error.message);
    for (const [name, value] of Object.entries(expected)) {
      const own = path.value[name as keyof typeof expected][bar]!;
      expect(Math.abs(own / value - 1)).toBeLessThan(1e-9);
    }
  });
});
