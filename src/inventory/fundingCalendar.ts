import { rateOn, type Rates } from '../market/rates';
import { failure, success, type Result } from '../result';
import { annualRateOf, checkFunding, type FundingTerms, type Position } from './funding';

/** The base rate: one number (annual, a fraction), or the bill rate of each day. */
export type BaseRate = { kind: 'constant'; rate: number } | { kind: 'bill'; rates: Rates };

export interface Accrual {
  date: string;
  /** Calendar days to the next trading date: 3 on most Fridays, one more for each holiday. */
  days: number;
  baseRate: number;
  /** Of all these days, dollars, a cost negative. */
  funding: number;
}

export interface FundingCalendar {
  accruals: Accrual[];
  days: number;
  funding: number;
}

/**
 * The funding of a book held from the first of the trading `dates` (ISO, ascending) to the last: each date but the
 * last accrues, at its own base rate, for every calendar day to the next.
 */
export function fundingCalendar(
  positions: Position[],
  terms: FundingTerms,
  base: BaseRate,
  dates: string[],
): Result<FundingCalendar> {
  const constant = base.kind === 'constant' ? base.rate : 0;
  const problem = checkFunding({ ...terms, positions, baseRate: constant });
  if (problem) return problem;
  const accruals: Accrual[] = [];
  for (const [i, date] of dates.slice(0, -1).entries()) {
    const baseRate = base.kind === 'constant' ? base.rate : rateOn(base.rates, date);
    if (baseRate === undefined) {
      return failure(
        'noRate',
        `There is no bill rate on or before ${date}. Begin the window later, or use a constant rate.`,
        date,
      );
    }
    const days = daysBetween(date, dates[i + 1]!);
    const daily = positions.reduce(
      (sum, position) =>
        sum +
        (Math.abs(position.shares * position.price) * annualRateOf(position, terms, baseRate)) /
          terms.dayCount,
      0,
    );
    accruals.push({ date, days, baseRate, funding: days * daily });
  }
  return success({
    accruals,
    days: accruals.reduce((sum, { days }) => sum + days, 0),
    funding: accruals.reduce((sum, { funding }) => sum + funding, 0),
  });
}

const DAY_MS = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
