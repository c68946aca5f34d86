interface Estimated {
  valueAtRisk: number;
  /** 95 %. */
  valueAtRiskInterval: [low: number, high: number];
}

/** Fractions of net asset value. */
export interface ValueAtRiskDifference {
  /** The first less the second. */
  difference: number;
  /** By how much two independent samples may differ by chance, at 95 %. */
  noise: number;
  exceedsNoise: boolean;
}

/**
 * By how much two estimates differ, and how much of that chance may explain. The errors of independent estimates add as
 * their squares; on the same noise they mostly cancel. What exceeds this noise is there; what does not may be there too.
 */
export function valueAtRiskDifference(a: Estimated, b: Estimated): ValueAtRiskDifference {
  const halfWidth = ({ valueAtRiskInterval: [low, high] }: Estimated): number => (high - low) / 2;
  const noise = Math.hypot(halfWidth(a), halfWidth(b));
  const difference = a.valueAtRisk - b.valueAtRisk;
  return { difference, noise, exceedsNoise: Math.abs(difference) > noise };
}
