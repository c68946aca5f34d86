/** Outside data on its way into the scripting interface: every argument is checked for its shape before it is used. */
import * as v from 'valibot';
import { failure, success, type Result } from '../result';

const finite = v.pipe(v.number('must be a number'), v.finite('must be a finite number'));
const vector = v.array(finite, 'must be a list of numbers');
const u32 = v.pipe(
  finite,
  v.integer('must be an integer'),
  v.minValue(0, 'must be 0 to 2^32 - 1'),
  v.maxValue(0xffffffff, 'must be 0 to 2^32 - 1'),
);
const engine = v.picklist(['webgpu', 'wasm', 'reference'], 'must be webgpu, wasm or reference');
const count = v.pipe(
  finite,
  v.integer('must be an integer'),
  v.minValue(0, 'must not be negative'),
);

export const matrixSchema = v.array(vector, 'must be a list of rows');

export const nearestOptionsSchema = v.object({ weights: v.optional(vector) }, 'must be an object');

/** Of the right shape; whether its numbers can be run is for `checkRequest` to say. */
export const requestSchema = v.object({
  version: v.literal(1, 'must be 1: this lab reads requests of version 1'),
  tickers: v.array(v.string('must be a string'), 'must be a list of tickers'),
  weights: v.array(v.number('must be a number'), 'must be a list of numbers'),
  meanDailyReturn: v.array(v.number('must be a number'), 'must be a list of numbers'),
  covarianceDaily: v.array(
    v.array(v.number('must be a number'), 'must be a list of numbers'),
    'must be a list of rows',
  ),
  horizonDays: v.number('must be a number'),
  pathCount: v.number('must be a number'),
  confidence: v.number('must be a number'),
  seed: v.number('must be a number'),
  rebalancing: v.picklist(['daily', 'held'], 'must be daily or held'),
  shock: v.object({ model: v.literal('normal', 'must be normal') }, 'must be an object'),
  sampling: v.literal('plain', 'must be plain'),
});

export const simulateOptionsSchema = v.object({
  engine: v.optional(engine),
  threads: v.optional(
    v.pipe(count, v.minValue(1, 'must be at least 1'), v.maxValue(64, 'must be at most 64')),
  ),
  returns: v.optional(v.boolean('must be true or false')),
  chunkPaths: v.optional(v.pipe(count, v.minValue(1, 'must be at least 1'))),
  signal: v.optional(v.instance(AbortSignal, 'must be an AbortSignal')),
  onProgress: v.optional(
    v.custom<(donePaths: number) => void>(
      (input) => typeof input === 'function',
      'must be a function',
    ),
  ),
});

export const estimateSchema = v.object({
  prices: matrixSchema,
  method: v.picklist(['sample', 'ewma', 'ledoitWolf'], 'must be sample, ewma or ledoitWolf'),
  lambda: v.optional(finite),
});

const optionalNumber = v.optional(finite);
const optionalVector = v.optional(vector);
const flag = v.optional(v.boolean('must be true or false'));
const ticker = v.string('must be a string');

export const fundingSchema = v.object({
  positions: v.array(
    v.object(
      { ticker, shares: finite, price: finite, borrowFeeBp: optionalNumber },
      'must be an object',
    ),
    'must be a list of positions',
  ),
  baseRate: finite,
  longSpreadBp: finite,
  shortRebateSpreadBp: finite,
  borrowFeeBp: finite,
  dayCount: v.picklist([360, 365], 'must be 360 or 365'),
});

/** Of the right shape; whether its numbers make a problem is for `readProblem` to say. */
export const optimizeSchema = v.object({
  objective: v.picklist(
    ['minimumVariance', 'meanVariance', 'maximumSharpe', 'minimumShortfall'],
    'must be minimumVariance, meanVariance, maximumSharpe or minimumShortfall',
  ),
  assetNames: v.optional(v.array(ticker, 'must be a list of names')),
  covarianceDaily: matrixSchema,
  meanDailyReturn: optionalVector,
  riskAversion: optionalNumber,
  scenarios: v.optional(matrixSchema),
  confidence: optionalNumber,
  grossLimit: optionalNumber,
  netLimit: optionalNumber,
  netTarget: optionalNumber,
  longOnly: flag,
  fullyInvested: flag,
  minimumWeight: optionalVector,
  maximumWeight: optionalVector,
  groups: v.optional(
    v.array(
      v.object(
        {
          name: v.string('must be a string'),
          members: v.array(count, 'must be a list of asset numbers, the first 0'),
          minimum: optionalNumber,
          maximum: optionalNumber,
        },
        'must be an object',
      ),
      'must be a list of groups',
    ),
  ),
  presentWeights: optionalVector,
  turnoverLimit: optionalNumber,
  minimumMean: optionalNumber,
  costLong: optionalVector,
  costShort: optionalVector,
});

/** One pass over 100,000 bars is a few milliseconds; that they are finite is for the engine to say, with the bar. */
const series = v.pipe(
  v.custom<ArrayLike<number>>(
    (input) =>
      (Array.isArray(input) || input instanceof Float64Array) &&
      (input as unknown[]).every((price) => typeof price === 'number'),
    'must be a list of numbers',
  ),
  v.transform((prices) => Float64Array.from(prices)),
);
const pairShape = { x: series, y: series };

export const cancelSchema = v.object({
  signal: v.optional(v.instance(AbortSignal, 'must be an AbortSignal')),
});

export const cointegrationSchema = v.object(pairShape);

export const kalmanSchema = v.object({
  ...pairShape,
  delta: finite,
  measurementVariance: finite,
  initialState: v.optional(v.tuple([finite, finite], 'must be two numbers: alpha, beta')),
  initialCovariance: v.optional(
    v.union([v.literal('diffuse'), matrixSchema], 'must be "diffuse" or two rows of two numbers'),
  ),
});

const timestamps = v.custom<string[]>(
  (input) => Array.isArray(input) && input.every((timestamp) => typeof timestamp === 'string'),
  'must be a list of strings',
);
const legCosts = v.tuple([finite, finite], 'must be two numbers: of x, of y');

/** Of the right shape; whether it can be traded is for `checkBacktest` to say. */
export const backtestSchema = v.object({
  ...kalmanSchema.entries,
  timestamps,
  entry: finite,
  exit: finite,
  rule: v.picklist(['asPublished', 'held'], 'must be asPublished or held'),
  burnInBars: optionalNumber,
  flatOvernight: flag,
  delayBars: optionalNumber,
  costBp: optionalNumber,
  returns: v.optional(v.picklist(['published', 'onCapital'], 'must be published or onCapital')),
  funding: v.optional(v.object({ costLong: legCosts, costShort: legCosts }, 'must be an object')),
  annualisation: v.optional(v.picklist(['published', 'correct'], 'must be published or correct')),
});

export const deflatedSharpeSchema = v.object({
  sharpe: finite,
  observations: finite,
  trials: finite,
  trialVariance: finite,
  skewness: finite,
  kurtosis: finite,
});

export const replaySchema = v.tuple([requestSchema, count]);
export const randomSchema = v.tuple([engine, v.tuple([u32, u32, u32, u32]), v.tuple([u32, u32])]);
export const normalsSchema = v.tuple([
  engine,
  v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER, 'must be below 2^53')),
  v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER, 'must be below 2^53')),
  v.pipe(count, v.maxValue(1_000_000, 'must be at most 1,000,000')),
]);
export const linkSchema = v.string('must be a string');

/** The checked value, or a sentence that names the field. Never throws. */
export function checkShape<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): Result<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return success(parsed.output);
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? 'input';
  const message = issue.received === 'undefined' ? 'is missing' : issue.message;
  return failure('badInput', `"${where}" ${message}.`, where);
}
