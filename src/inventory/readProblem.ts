import { cholesky } from '../math/cholesky';
import { failure, success, type Result } from '../result';
import {
  weightRange,
  type Limit,
  type Objective,
  type OptimizeInput,
  type Problem,
} from './problem';

/** A step of a problem of more assets would hold up the page. */
const MOST_ASSETS = 256;
/** Of any number: with larger ones, what is left after rounding proves nothing. */
const LARGEST = 1e6;
/** A day, as a fraction: two costs that sum to this little below zero sum to zero but for rounding. */
const COST_ROUNDING = 1e-15;
const tooLarge = `must not be larger than ${LARGEST.toLocaleString('en-US')} in size`;

/** The problem behind an input whose shape is right; fails naming the field that makes no sense. */
export function readProblem(input: OptimizeInput): Result<Problem> {
  const { covarianceDaily } = input;
  const count = covarianceDaily.length;
  if (count === 0) return bad('covarianceDaily', 'must hold at least one asset');
  if (count > MOST_ASSETS)
    return bad('covarianceDaily', `must not hold more than ${MOST_ASSETS} assets`);
  if (covarianceDaily.some((row) => row.some((value) => Math.abs(value) > LARGEST)))
    return bad('covarianceDaily', tooLarge);
  const semidefinite = cholesky(shifted(covarianceDaily));
  if (!semidefinite.ok) return semidefinite;
  const badField = firstBadField(input, count);
  if (badField) return badField;
  const objective = readObjective(input);
  if (!objective.ok) return objective;
  const zeros = new Array<number>(count).fill(0);
  const { meanDailyReturn = zeros, costLong = zeros, costShort = zeros } = input;
  const limits = withOneNet(readLimits(input, count));
  const range = weightRange(limits, count);
  const nameOf = (i: number): string => input.assetNames?.[i] ?? `asset ${i + 1}`;
  const closed = range.low.findIndex((least, i) => least > range.high[i]!);
  if (closed >= 0) {
    return failure(
      'infeasible',
      `No book meets these limits: ${nameOf(closed)} must be at least ${range.low[closed]} and at most ` +
        `${range.high[closed]}. Loosen one of them.`,
      'limits',
    );
  }
  const paid = costLong.findIndex(
    (cost, i) => cost + costShort[i]! < -COST_ROUNDING && range.low[i]! < 0 && range.high[i]! > 0,
  );
  if (paid >= 0) {
    return failure(
      'paidBothWays',
      `Held long and short at once, ${nameOf(paid)} earns money (it costs ${basisPoints(costLong[paid]!)} and ` +
        `${basisPoints(costShort[paid]!)} bp a day): no book is best. Let the two costs sum to zero or more.`,
      `costLong, ${nameOf(paid)}`,
    );
  }
  return success({
    objective: objective.value,
    covariance: covarianceDaily,
    mean: meanDailyReturn,
    costLong,
    costShort,
    limits,
  });
}

/** A sample covariance of few days is singular, and by rounding not quite semidefinite: this much is forgiven. */
function shifted(covariance: number[][]): number[][] {
  const forgiven = 1e-10 * Math.max(...covariance.map((row, i) => row[i]!));
  return covariance.map((row, i) => row.map((value, j) => (i === j ? value + forgiven : value)));
}

function readObjective(input: OptimizeInput): Result<Objective> {
  const { objective, riskAversion, meanDailyReturn, scenarios, confidence } = input;
  if (objective === 'minimumVariance') return success({ kind: 'variance' });
  if (objective === 'minimumShortfall') {
    if (!scenarios?.length) return bad('scenarios', 'must hold the scenarios to minimise over');
    if (confidence === undefined || !(confidence > 0 && confidence < 1))
      return bad('confidence', 'must lie between 0 and 1');
    return success({ kind: 'shortfall', scenarios, confidence });
  }
  if (!meanDailyReturn) return bad('meanDailyReturn', 'is needed for this objective');
  if (objective === 'maximumSharpe') return success({ kind: 'sharpe' });
  if (riskAversion === undefined || !(riskAversion >= 0))
    return bad('riskAversion', 'must be a number, zero or more');
  return success({ kind: 'utility', riskAversion });
}

const VECTORS = [
  'meanDailyReturn',
  'minimumWeight',
  'maximumWeight',
  'presentWeights',
  'costLong',
  'costShort',
] as const;

function firstBadField(input: OptimizeInput, count: number): Result<never> | undefined {
  const length = `must hold one finite number for each of the ${count} assets`;
  const isVector = (vector: number[]): boolean =>
    vector.length === count && vector.every(Number.isFinite);
  const isLarge = (value = 0): boolean => Math.abs(value) > LARGEST;
  for (const field of VECTORS) {
    const vector = input[field];
    if (vector && !isVector(vector)) return bad(field, length);
    if (vector?.some(isLarge)) return bad(field, tooLarge);
  }
  const row = input.scenarios?.findIndex((scenario) => !isVector(scenario)) ?? -1;
  if (row >= 0) return bad(`scenarios, row ${row + 1}`, length);
  if (input.scenarios?.some((scenario) => scenario.some(isLarge)))
    return bad('scenarios', tooLarge);
  for (const field of ['grossLimit', 'netLimit', 'turnoverLimit'] as const) {
    if ((input[field] ?? 0) < 0) return bad(field, 'must not be negative');
  }
  for (const field of [
    'grossLimit',
    'netLimit',
    'turnoverLimit',
    'netTarget',
    'minimumMean',
  ] as const) {
    const value = input[field];
    if (value !== undefined && !Number.isFinite(value))
      return bad(field, 'must be a finite number');
    if (isLarge(value)) return bad(field, tooLarge);
  }
  if (isLarge(input.riskAversion)) return bad('riskAversion', tooLarge);
  if (input.turnoverLimit !== undefined && !input.presentWeights)
    return bad('presentWeights', 'are needed to limit the turnover');
  const stranger = input.groups?.find(({ members }) => members.some((i) => !(i >= 0 && i < count)));
  return stranger && bad('groups', `name an asset that is not there, in "${stranger.name}"`);
}

function readLimits(input: OptimizeInput, count: number): Limit[] {
  const { grossLimit, netLimit, netTarget, minimumWeight, maximumWeight, minimumMean } = input;
  const same = (value: number): number[] => new Array<number>(count).fill(value);
  const net = (says: string, minimum: number, maximum: number): Limit => {
    return { kind: 'total', name: 'net', says, row: same(1), minimum, maximum, isNet: true };
  };
  const weights = (says: string, minimum: number[], maximum: number[]): Limit => {
    return { kind: 'weights', name: 'a weight', says, minimum, maximum };
  };
  const limits: Limit[] = [];
  if (input.fullyInvested) limits.push(net('fully invested needs net 1', 1, 1));
  if (netTarget !== undefined)
    limits.push(net(`the net target is ${netTarget}`, netTarget, netTarget));
  if (netLimit !== undefined)
    limits.push(net(`the net band allows ${0 - netLimit} to ${netLimit}`, -netLimit, netLimit));
  if (grossLimit !== undefined) {
    const says = `gross may be at most ${grossLimit}`;
    limits.push({ kind: 'gross', name: 'gross', says, maximum: grossLimit });
  }
  if (input.longOnly) {
    limits.push(weights('long-only allows no weight below 0', same(0), same(Infinity)));
  }
  if (minimumWeight) {
    const says = `the smallest weights allowed sum to ${sum(minimumWeight)}`;
    limits.push(weights(says, minimumWeight, same(Infinity)));
  }
  if (maximumWeight) {
    const says = `the largest weights allowed sum to ${sum(maximumWeight)}`;
    limits.push(weights(says, same(-Infinity), maximumWeight));
  }
  for (const { name, members, minimum = -Infinity, maximum = Infinity } of input.groups ?? []) {
    const row = same(0).map((_, i) => (members.includes(i) ? 1 : 0));
    const says = `the group ${name} ${range(minimum, maximum)}`;
    limits.push({ kind: 'total', name, says, row, minimum, maximum, isNet: false });
  }
  if (input.turnoverLimit !== undefined && input.presentWeights) {
    const maximum = input.turnoverLimit;
    const says = `turnover from the present book may be at most ${maximum}`;
    limits.push({ kind: 'turnover', name: 'turnover', says, from: input.presentWeights, maximum });
  }
  if (minimumMean !== undefined) {
    const says = `the mean after costs must reach ${Number((minimumMean * 1e4).toPrecision(4))} bp a day`;
    limits.push({ kind: 'mean', name: 'mean', says, minimum: minimumMean });
  }
  return limits;
}

/**
 * Limits on the net that can be met together, as one: two at the same place would share their multiplier in any way.
 * It says what the narrowest of them says; those that conflict stay, so that they can be named.
 */
function withOneNet(limits: Limit[]): Limit[] {
  const nets = limits.filter((limit) => limit.kind === 'total' && limit.isNet) as NetLimit[];
  const minimum = Math.max(...nets.map((net) => net.minimum));
  const maximum = Math.min(...nets.map((net) => net.maximum));
  if (nets.length < 2 || minimum > maximum) return limits;
  const narrowest = nets.toSorted((a, b) => a.maximum - a.minimum - (b.maximum - b.minimum))[0]!;
  return [
    { ...narrowest, minimum, maximum },
    ...limits.filter((limit) => !nets.includes(limit as NetLimit)),
  ];
}

type NetLimit = Extract<Limit, { kind: 'total' }>;

function range(minimum: number, maximum: number): string {
  if (minimum === -Infinity) return `may hold at most ${maximum}`;
  return maximum === Infinity
    ? `must hold at least ${minimum}`
    : `must hold ${minimum} to ${maximum}`;
}

function sum(values: number[]): number {
  return Number(values.reduce((total, value) => total + value, 0).toPrecision(12));
}

function basisPoints(cost: number): number {
  return Number((cost * 1e4).toPrecision(4));
}

function bad(field: string, problem: string): Result<never> {
  return failure('badInput', `"${field}" ${problem}.`, field);
}
