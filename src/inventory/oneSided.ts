import type { Limit } from './problem';

/** A gross limit as large as |net| allows one side only: w >= 0 (sign 1) or w <= 0 (sign -1). */
export interface OneSided {
  sign: 1 | -1;
  /** Indices of the limits. */
  gross: number;
  net: number;
  /** For each asset the index of its bound at zero; undefined where another limit forbids that side anyway. */
  bounds: (number | undefined)[];
}

/** 0.1 + 0.2 and 0.3 are the same limit. */
const SAME = 1e-12;

/** Such a program has no inside, where an interior-point method could walk: the sides take the gross limit's place. */
export function findOneSided(limits: Limit[]): OneSided | undefined {
  const net = limits.findIndex((l) => l.kind === 'total' && l.isNet && l.minimum === l.maximum);
  const gross = limits.findIndex(({ kind }) => kind === 'gross');
  const [total, limit] = [limits[net], limits[gross]];
  if (total?.kind !== 'total' || limit?.kind !== 'gross') return undefined;
  if (
    limit.maximum === 0 ||
    Math.abs(Math.abs(total.maximum) - limit.maximum) > SAME * limit.maximum
  )
    return undefined;
  return { sign: total.maximum > 0 ? 1 : -1, gross, net, bounds: [] };
}
