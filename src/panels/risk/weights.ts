/** Sizes of a book. Weights are fractions of net asset value, negative = short. */

export interface Exposure {
  gross: number;
  net: number;
}

export function exposureOf(weights: number[]): Exposure {
  return {
    gross: weights.reduce((sum, weight) => sum + Math.abs(weight), 0),
    net: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** The same book at another size; undefined for a book without positions. */
export function scaledToGross(weights: number[], gross: number): number[] | undefined {
  const present = exposureOf(weights).gross;
  return present > 0 ? weights.map((weight) => (weight * gross) / present) : undefined;
}

/** Long and short sides scaled to half of `gross` each, so that net is zero; undefined where a side is empty. */
export function balancedToGross(weights: number[], gross: number): number[] | undefined {
  const long = weights.reduce((sum, weight) => sum + Math.max(weight, 0), 0);
  const short = weights.reduce((sum, weight) => sum + Math.max(-weight, 0), 0);
  if (long === 0 || short === 0) return undefined;
  return weights.map((weight) => (weight * gross) / 2 / (weight > 0 ? long : short));
}
