import type { FundingTerms, Position } from '../inventory/funding';

/** Everything that the user can set about what the book costs to hold. */
export interface FundingState extends FundingTerms {
  positions: Position[];
  /** Annual, a fraction; or the bill rate of each day. */
  baseRate: number | 'bill';
}

/** The book that the original ASTRA published: −$41.49 a day on $2,117,636 gross. */
export const DEFAULT_FUNDING: FundingState = {
  positions: [
    { ticker: 'AAPL', shares: 1500, price: 277.02 },
    { ticker: 'MSFT', shares: 1000, price: 416 },
    { ticker: 'GOOGL', shares: 800, price: 333.04 },
    { ticker: 'JPM', shares: -1200, price: 318.22 },
    { ticker: 'GS', shares: -500, price: 914.14 },
    { ticker: 'MS', shares: -1000, price: 180.74 },
  ],
  baseRate: 0.036,
  longSpreadBp: 50,
  shortRebateSpreadBp: 25,
  borrowFeeBp: 40,
  dayCount: 360,
};
