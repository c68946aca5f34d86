import { readFileSync } from 'node:fs';
import { parsePrices, type Prices } from '../../src/market/prices';
import { DEFAULT_STATE, requestOf } from '../../src/lab/state';
import type { SimulationRequest } from '../../src/simulation/request';

interface AstraBook {
  tickers: string[];
  meanDailyReturn: number[];
  covarianceDaily: number[][];
  choleskyFactor: number[][];
  correlation: number[][];
  minimumVarianceLongOnly: { weights: number[]; annualVolatility: number };
  longShort: {
    weights: number[];
    annualVolatility: number;
    dualGross: number;
    dualNetUpper: number;
  };
  tenDayRisk: { sigmaDaily: number; exactQuantile1pct: number; exactMeanBelow1pct: number };
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

export const astraBook = JSON.parse(read('./astra_book.json')) as AstraBook;

/** The embedded market, as the page loads it. */
export function embeddedMarket(): Prices {
  const market = parsePrices(read('../../static/data/daily.csv'), 'daily.csv');
  if (!market.ok) throw new Error(market.error.message);
  return market.value;
}

/** The request that the page opens with, changed where asked. */
export function defaultRequest(change: Partial<SimulationRequest> = {}): SimulationRequest {
  const request = requestOf(DEFAULT_STATE, embeddedMarket());
  if (!request.ok) throw new Error(request.error.message);
  return { ...request.value, ...change };
}
