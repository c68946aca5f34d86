/** What a book of positions costs, or earns, to hold. Costs are negative, dollars. */
import { failure, success, type Result } from '../result';

export interface Position {
  ticker: string;
  /** Negative = short. */
  shares: number;
  price: number;
  /** Of this name, in place of the book's: basis points a year. */
  borrowFeeBp?: number | undefined;
}

export interface FundingTerms {
  longSpreadBp: number;
  shortRebateSpreadBp: number;
  borrowFeeBp: number;
  /** Days in the year of the accrual: ACT/360 or ACT/365. */
  dayCount: 360 | 365;
}

export interface FundingInput extends FundingTerms {
  positions: Position[];
  /** Annual, a fraction. */
  baseRate: number;
}

export interface PositionFunding {
  ticker: string;
  notional: number;
  /** Of the absolute notional; negative = paid. */
  annualRate: number;
  dailyFunding: number;
}

export interface Funding {
  positions: PositionFunding[];
  dailyFunding: number;
  /** Over 365 calendar days. */
  annualFunding: number;
  grossExposure: number;
  netExposure: number;
}

const BASIS_POINT = 1e-4;
const DAYS_A_YEAR = 365;
/** Dollars of one position, beyond any book: totals stay finite. */
const LARGEST_NOTIONAL = 1e15;
/** A year, 10,000 %. */
const LARGEST_RATE = 100;

/** Funding of one calendar day: longs pay base + spread; shorts earn base - spread - borrow fee, on |notional| / dayCount. */
export function funding(input: FundingInput): Result<Funding> {
  const problem = checkFunding(input);
  if (problem) return problem;
  const positions = input.positions.map((position) => {
    const notional = position.shares * position.price;
    const annualRate = annualRateOf(position, input, input.baseRate);
    const dailyFunding = (Math.abs(notional) * annualRate) / input.dayCount || 0;
    return { ticker: position.ticker, notional, annualRate, dailyFunding };
  });
  const sum = (value: (position: PositionFunding) => number): number =>
    positions.reduce((total, position) => total + value(position), 0);
  const dailyFunding = sum((position) => position.dailyFunding);
  return success({
    positions,
    dailyFunding,
    annualFunding: dailyFunding * DAYS_A_YEAR,
    grossExposure: sum(({ notional }) => Math.abs(notional)),
    netExposure: sum(({ notional }) => notional),
  });
}

/** A flat position has a long's rate. */
export function annualRateOf(position: Position, terms: FundingTerms, baseRate: number): number {
  if (position.shares >= 0) return -(baseRate + terms.longSpreadBp * BASIS_POINT);
  const borrowFeeBp = position.borrowFeeBp ?? terms.borrowFeeBp;
  return baseRate - terms.shortRebateSpreadBp * BASIS_POINT - borrowFeeBp * BASIS_POINT;
}

/**
 * Funding a day of one unit of net asset value held long, and held short, in each position: what the optimizer takes
 * as `costLong` and `costShort`, an income negative.
 */
export function unitCosts(input: FundingInput): { costLong: number[]; costShort: number[] } {
  const cost = (position: Position, shares: number): number =>
    0 - annualRateOf({ ...position, shares }, input, input.baseRate) / input.dayCount;
  return {
    costLong: input.positions.map((position) => cost(position, 1)),
    costShort: input.positions.map((position) => cost(position, -1)),
  };
}

export interface CheapestCut {
  ticker: string;
  /** To be cut for a dollar a day. */
  notional: number;
  shares: number;
  /** Other names that save as much for each dollar cut. */
  alike: string[];
}

/**
 * The name of which the least notional must go to save a dollar a day: the one that pays the highest rate, and among
 * equals the largest. Undefined where no position alone costs a dollar a day.
 */
export function cheapestCut(book: Funding, positions: Position[]): CheapestCut | undefined {
  const order = book.positions
    .flatMap((entry, i) =>
      entry.dailyFunding <= -1 ? [{ ...entry, position: positions[i]! }] : [],
    )
    .sort((a, b) => a.annualRate - b.annualRate || a.dailyFunding - b.dailyFunding);
  const [first, ...others] = order;
  if (!first) return undefined;
  const notional = Math.abs(first.notional / first.dailyFunding);
  const alike = others.filter(({ annualRate }) => annualRate === first.annualRate);
  return {
    ticker: first.ticker,
    notional,
    shares: notional / first.position.price,
    alike: alike.map(({ ticker }) => ticker),
  };
}

/** What cannot be funded, by field; undefined where all can. */
export function checkFunding(input: FundingInput): Result<never> | undefined {
  const bad = (where: string, message: string): Result<never> =>
    failure('badInput', `"${where}" ${message}.`, where);
  const { positions, baseRate, longSpreadBp, shortRebateSpreadBp, borrowFeeBp, dayCount } = input;
  const numbers = { baseRate, longSpreadBp, shortRebateSpreadBp, borrowFeeBp };
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value)) return bad(name, 'must be a finite number');
    const rate = name === 'baseRate' ? value : value * BASIS_POINT;
    if (Math.abs(rate) > LARGEST_RATE) return bad(name, 'must not exceed 10,000 % a year');
  }
  if (![360, 365].includes(dayCount)) return bad('dayCount', 'must be 360 or 365');
  for (const { ticker, shares, price, borrowFeeBp: fee } of positions) {
    if (!Number.isFinite(shares)) return bad(`${ticker}, shares`, 'must be a finite number');
    if (!(price > 0 && price < Infinity)) return bad(`${ticker}, price`, 'must be positive');
    if (Math.abs(shares * price) > LARGEST_NOTIONAL)
      return bad(`${ticker}, shares`, 'must not be worth more than $1,000,000 billion');
    if (!Number.isFinite(fee ?? 0)) return bad(`${ticker}, borrowFeeBp`, 'must be a finite number');
    if (Math.abs(fee ?? 0) * BASIS_POINT > LARGEST_RATE)
      return bad(`${ticker}, borrowFeeBp`, 'must not exceed 10,000 % a year');
  }
  return undefined;
}
