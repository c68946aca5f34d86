import { DEFAULT_BOOK } from '../market/book';
import { estimate } from '../market/estimate';
import type { Prices } from '../market/prices';
import { selectWindow } from '../market/window';
import { failure, success, type Result } from '../result';
import { checkRequest } from '../simulation/checkRequest';
import type { EngineId, Rebalancing, SimulationRequest } from '../simulation/request';
import { DEFAULT_ALPHA, type AlphaState } from './alphaState';
import { DEFAULT_CLASSROOM, type ClassroomState } from './classroomState';
import { DEFAULT_FUNDING, type FundingState } from './fundingState';
import { defaultSettings, type OptimizerSettings } from './optimizerSettings';

export const PANEL_IDS = ['risk', 'inventory', 'alpha', 'cholesky'] as const;
export type PanelId = (typeof PANEL_IDS)[number];

/** Everything that the user can set: what a link carries. */
export interface LabState {
  version: 1;
  tickers: string[];
  /** Fractions of net asset value, negative = short. */
  weights: number[];
  /** ISO dates, both included. */
  from: string;
  to: string;
  /** Net asset value, dollars. */
  nav: number;
  horizonDays: number;
  confidence: number;
  pathCount: number;
  seed: number;
  rebalancing: Rebalancing;
  /** Expected returns: none, or the window's sample mean. */
  drift: 'zero' | 'sample';
  engine: 'auto' | EngineId;
  /** The panel that is shown. */
  panel: PanelId;
  funding: FundingState;
  optimizer: OptimizerSettings;
  alpha: AlphaState;
  classroom: ClassroomState;
}

export const DEFAULT_STATE: LabState = {
  version: 1,
  ...DEFAULT_BOOK,
  nav: 1_000_000,
  horizonDays: 10,
  confidence: 0.99,
  pathCount: 5000,
  seed: 42,
  rebalancing: 'daily',
  drift: 'zero',
  engine: 'auto',
  panel: 'risk',
  funding: DEFAULT_FUNDING,
  optimizer: defaultSettings(),
  alpha: DEFAULT_ALPHA,
  classroom: DEFAULT_CLASSROOM,
};

/** What a state may hold, beside the limits of a request. */
export const STATE_LIMITS = {
  /** Dollars. */
  nav: { minimum: 0.01, maximum: 1e15 },
  weight: { minimum: -1e6, maximum: 1e6 },
} as const;

/** The request that a state stands for on this market; fails naming the field that cannot be used. */
export function requestOf(state: LabState, market: Prices): Result<SimulationRequest> {
  if (!isWithin(state.nav, STATE_LIMITS.nav)) {
    return failure(
      'badRequest',
      'Net asset value must be a positive number of dollars, at most 1,000,000,000,000,000.',
      'nav',
    );
  }
  const badWeight = state.weights.findIndex((weight) => !isWithin(weight, STATE_LIMITS.weight));
  if (badWeight >= 0) {
    const ticker = state.tickers[badWeight]!;
    return failure(
      'badRequest',
      `The weight of ${ticker} must be a number from -1,000,000 to 1,000,000.`,
      `weights, ${ticker}`,
    );
  }
  const window = selectWindow(market, state.tickers, state.from, state.to);
  if (!window.ok) return window;
  const estimated = estimate({ prices: window.value.prices, method: 'sample' });
  if (!estimated.ok) return estimated;
  const { meanDailyReturn, covarianceDaily } = estimated.value;
  const request: SimulationRequest = {
    version: 1,
    tickers: [...state.tickers],
    weights: [...state.weights],
    meanDailyReturn: state.drift === 'sample' ? meanDailyReturn : meanDailyReturn.map(() => 0),
    covarianceDaily,
    horizonDays: state.horizonDays,
    pathCount: state.pathCount,
    confidence: state.confidence,
    seed: state.seed,
    rebalancing: state.rebalancing,
    shock: { model: 'normal' },
    sampling: 'plain',
  };
  const checked = checkRequest(request);
  return checked.ok ? success(request) : checked;
}

function isWithin(value: number, limits: { minimum: number; maximum: number }): boolean {
  return value >= limits.minimum && value <= limits.maximum;
}
