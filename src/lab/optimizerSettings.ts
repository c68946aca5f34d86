/** What the user asks of the optimizer, and the problem that it stands for. */
import type { Group, OptimizeInput } from '../inventory/problem';
import type { Reading } from '../inventory/readings';
import type { Estimate } from '../market/covariance';
import type { EstimateInput } from '../market/estimate';
import { SECTORS } from '../market/sectors';

/** A limit that can be switched off without losing its value. */
export interface SwitchedLimit {
  isOn: boolean;
  value: number;
}

export interface WeightRange {
  minimum: number;
  maximum: number;
}

/** A sector, or whatever else the user puts together. */
export interface GroupLimit extends WeightRange {
  name: string;
  /** Those that are not in the book do not matter. */
  tickers: string[];
}

export interface OptimizerSettings {
  objective: OptimizeInput['objective'];
  riskAversion: number;
  method: EstimateInput['method'];
  /** Decay a day of the EWMA covariance. */
  lambda: number;
  hasCosts: boolean;
  /** Simulated paths of the expected shortfall. */
  scenarioCount: number;
  gross: SwitchedLimit;
  /** The band's half width. */
  net: SwitchedLimit;
  /** From the present book. */
  turnover: SwitchedLimit;
  /** Daily mean after costs, at least. */
  mean: SwitchedLimit;
  longOnly: boolean;
  fullyInvested: boolean;
  limitsNames: boolean;
  /** Of every name that has none of its own. */
  range: WeightRange;
  rangeOf: Record<string, WeightRange>;
  limitsGroups: boolean;
  groups: GroupLimit[];
}

/** Half of net asset value either way, in each sector. */
export function sectorGroups(): GroupLimit[] {
  return SECTORS.map(({ name, tickers }) => {
    return { name, tickers: [...tickers], minimum: -0.5, maximum: 0.5 };
  });
}

/** The default book's own problem. */
export function defaultSettings(): OptimizerSettings {
  return {
    objective: 'meanVariance',
    riskAversion: 0.5,
    method: 'sample',
    lambda: 0.94,
    hasCosts: false,
    scenarioCount: 1000,
    gross: { isOn: true, value: 2 },
    net: { isOn: true, value: 0.05 },
    turnover: { isOn: false, value: 1 },
    mean: { isOn: false, value: 0.0005 },
    longOnly: false,
    fullyInvested: false,
    limitsNames: false,
    range: { minimum: -1, maximum: 1 },
    rangeOf: {},
    limitsGroups: false,
    groups: sectorGroups(),
  };
}

/** The settings that ask for one of the readings; what it does not limit keeps its value, switched off. */
export function settingsOf({ input }: Reading, present: OptimizerSettings): OptimizerSettings {
  const limit = (value: number | undefined, last: SwitchedLimit): SwitchedLimit =>
    value === undefined ? { ...last, isOn: false } : { isOn: true, value };
  return {
    ...present,
    objective: input.objective,
    riskAversion: input.riskAversion ?? present.riskAversion,
    hasCosts: false,
    gross: limit(input.grossLimit, present.gross),
    net: limit(input.netTarget ?? input.netLimit, present.net),
    turnover: limit(undefined, present.turnover),
    mean: limit(undefined, present.mean),
    longOnly: input.longOnly === true,
    fullyInvested: input.fullyInvested === true,
    limitsNames: false,
    limitsGroups: false,
  };
}

export interface Costs {
  costLong: number[];
  costShort: number[];
}

/** Funding accrues on every day of the calendar, returns come on trading days only. */
const CALENDAR_DAYS_A_TRADING_DAY = 365 / 252;

/**
 * The costs of a calendar day as those of a trading day, whose mean and covariance they are weighed against: 365 days of
 * funding fall on 252 trading days. A Friday pays three days at once; on average the year comes to the same.
 */
export function perTradingDay({ costLong, costShort }: Costs): Costs {
  const scaled = (costs: number[]): number[] =>
    costs.map((cost) => cost * CALENDAR_DAYS_A_TRADING_DAY);
  return { costLong: scaled(costLong), costShort: scaled(costShort) };
}

/** The book at hand, which turnover is counted from. */
export interface PresentBook {
  tickers: string[];
  weights: number[];
}

export function rangeOf({ range, rangeOf: own }: OptimizerSettings, ticker: string): WeightRange {
  return own[ticker] ?? range;
}

/** Everything but the objective: what the frontier is made of. */
export function limitsOf(
  settings: OptimizerSettings,
  { meanDailyReturn, covarianceDaily }: Estimate,
  present: PresentBook,
  costs: Costs | undefined,
): Omit<OptimizeInput, 'objective'> {
  const { gross, net, turnover, longOnly, fullyInvested, limitsNames, limitsGroups } = settings;
  const ranges = present.tickers.map((ticker) => rangeOf(settings, ticker));
  return {
    assetNames: [...present.tickers],
    covarianceDaily,
    meanDailyReturn,
    longOnly,
    fullyInvested,
    ...(gross.isOn && { grossLimit: gross.value }),
    ...(net.isOn && { netLimit: net.value }),
    ...(turnover.isOn && { turnoverLimit: turnover.value, presentWeights: [...present.weights] }),
    ...(limitsNames && {
      minimumWeight: ranges.map(({ minimum }) => minimum),
      maximumWeight: ranges.map(({ maximum }) => maximum),
    }),
    ...(limitsGroups && { groups: groupsIn(settings.groups, present.tickers) }),
    ...(settings.hasCosts && costs),
  };
}

/** By the book's own numbers; without those of which it holds nothing. */
function groupsIn(groups: GroupLimit[], book: string[]): Group[] {
  return groups
    .map(({ name, tickers, minimum, maximum }) => {
      const members = tickers.map((ticker) => book.indexOf(ticker)).filter((i) => i >= 0);
      return { name, members, minimum, maximum };
    })
    .filter(({ members }) => members.length > 0);
}

/** The objective and the required mean; an expected shortfall still needs its scenarios. */
export function objectiveOf(
  { objective, riskAversion, mean }: OptimizerSettings,
  confidence: number,
): Pick<OptimizeInput, 'objective' | 'riskAversion' | 'confidence' | 'minimumMean'> {
  return { objective, riskAversion, confidence, ...(mean.isOn && { minimumMean: mean.value }) };
}
