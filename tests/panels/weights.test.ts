import { describe, expect, it } from 'vitest';
import { balancedToGross, exposureOf, scaledToGross } from '../../src/panels/risk/weights';

const weights = [0.6, -0.2, 0, 0.4];

describe('sizes of a book', () => {
  it('are gross and net', () => {
    const { gross, net } = exposureOf(weights);
    expect(gross).toBeCloseTo(1.2, 12);
    expect(net).toBeCloseTo(0.8, 12);
  });
  it('scales to a gross and keeps the proportions', () => {
    const scaled = scaledToGross(weights, 2.4)!;
    expect(exposureOf(scaled).gross).toBeCloseTo(2.4, 12);
    expect(scaled[0]! / scaled[1]!).toBeCloseTo(-3, 12);
  });
  it('balances long against short', () => {
    const { gross, net } = exposureOf(balancedToGross(weights, 2)!);
    expect(gross).toBeCloseTo(2, 12);
    expect(net).toBeCloseTo(0, 12);
  });
  it('says where there is nothing to scale', () => {
    expect(scaledToGross([0, 0], 2)).toBeUndefined();
    expect(balancedToGross([0.5, 0.1], 2)).toBeUndefined();
  });
});
