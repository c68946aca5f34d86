import * as v from 'valibot';

interface Limits {
  minimum: number;
  maximum: number;
}

/** A decimal number of a link, as text, within limits. */
export const number = ({ minimum, maximum }: Limits) =>
  v.pipe(
    v.string(),
    v.regex(/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i, 'is not a number'),
    v.transform(Number),
    v.minValue(minimum, `must be at least ${minimum}`),
    v.maxValue(maximum, `must be at most ${maximum}`),
  );

/** Each ticker once: positions are told apart by it. */
export function areDistinct(tickers: string[]): boolean {
  return new Set(tickers).size === tickers.length;
}
