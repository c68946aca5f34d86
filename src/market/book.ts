/** A book of positions: one weight a ticker, a fraction of net asset value, negative = short. */
export interface Book {
  tickers: string[];
  weights: number[];
  /** The price window that its covariance is estimated on, ISO dates, both included. */
  from: string;
  to: string;
}

/**
 * The book that the lab opens with: mean-variance weights on this window (risk aversion 0.5) under a gross limit of 2
 * and a net limit of 5 %, the binding limits met to the last digit.
 */
export const DEFAULT_BOOK: Book = {
  tickers: ['AAPL', 'MSFT', 'GOOGL', 'JPM', 'GS', 'MS'],
  weights: [0, -0.975, 0.10268884231713311, 0, 0.9223111576828669, 0],
  from: '2024-02-05',
  to: '2025-12-30',
};

/** Sum of |w| and sum of w. */
export function exposures(weights: number[]): { gross: number; net: number } {
  return {
    gross: weights.reduce((sum, w) => sum + Math.abs(w), 0),
    net: weights.reduce((sum, w) => sum + w, 0),
  };
}
