/** `window.astra`, the scripting interface. README, "Script it", is its documentation; the panels call the same code. */
import type { ProgressListener } from '../../workers/messages';
import type { Backtest, BacktestInput } from '../alpha/backtest';
import { cointegration, type Cointegration, type CointegrationInput } from '../alpha/cointegration';
import {
  deflatedSharpe,
  type DeflatedSharpe,
  type DeflatedSharpeInput,
} from '../alpha/deflatedSharpe';
import type { KalmanInput, KalmanPath } from '../alpha/kalman';
import type { Optimum } from '../inventory/assess';
import { funding, type Funding, type FundingInput } from '../inventory/funding';
import type { OptimizeInput } from '../inventory/problem';
import { cholesky } from '../math/cholesky';
import { estimate, type EstimateInput } from '../market/estimate';
import type { Estimate } from '../market/covariance';
import { nearestCorrelation, type NearestCorrelation } from '../market/nearestCorrelation';
import type { Prices } from '../market/prices';
import { failure, success, type Result } from '../result';
import type { EngineReport } from '../simulation/engineReport';
import type { EngineId, SimulationRequest } from '../simulation/request';
import type { Replay, SimulationResult } from '../simulation/result';
import { AlphaClient, type AlphaOptions } from './alphaClient';
import type { SimulateOptions, SimulationClient } from './client';
import {
  backtestSchema,
  cancelSchema,
  checkShape,
  cointegrationSchema,
  deflatedSharpeSchema,
  estimateSchema,
  fundingSchema,
  kalmanSchema,
  linkSchema,
  matrixSchema,
  nearestOptionsSchema,
  normalsSchema,
  optimizeSchema,
  randomSchema,
  replaySchema,
  requestSchema,
  simulateOptionsSchema,
} from './schema';
import { inSlices } from './slices';
import { DEFAULT_STATE, requestOf } from './state';

/** The page's state as far as scripts may touch it. */
export interface LinkedPage {
  link(): string;
  openLink(link: string): Result<void>;
}

export interface Astra {
  /** Resolves once the page can answer. */
  ready: Promise<void>;
  engines(): Promise<EngineReport[]>;
  defaultRequest(): SimulationRequest;
  simulate(
    request: SimulationRequest,
    options?: SimulateOptions,
  ): Promise<Result<SimulationResult>>;
  replay(request: SimulationRequest, path: number): Promise<Result<Replay>>;
  random(
    engine: EngineId,
    counter: [number, number, number, number],
    key: [number, number],
  ): Promise<Result<number[]>>;
  normals(engine: EngineId, seed: number, path: number, count: number): Promise<Result<number[]>>;
  cholesky(matrix: number[][]): Result<{ factor: number[][] }>;
  nearestCorrelation(
    matrix: number[][],
    options?: { weights?: number[] },
  ): Result<NearestCorrelation>;
  estimate(input: EstimateInput): Result<Estimate & { shrinkage?: number }>;
  funding(input: FundingInput): Result<Funding>;
  optimize(input: OptimizeInput): Promise<Result<Optimum & { elapsedMs: number }>>;
  kalman(
    input: KalmanInput,
    options?: Pick<AlphaOptions, 'signal'>,
  ): Promise<Result<Plain<KalmanPath>>>;
  backtest(input: BacktestInput): Promise<Result<Plain<Backtest>>>;
  cointegration(input: CointegrationInput): Result<Cointegration>;
  deflatedSharpe(input: DeflatedSharpeInput): Result<DeflatedSharpe>;
  link(): string;
  openLink(link: string): Promise<Result<void>>;
}

/** Lists of numbers, as scripts expect them, in place of typed arrays. */
type Plain<T> = {
  [Key in keyof T]: T[Key] extends Float64Array | Int8Array ? number[] : T[Key];
};

function plain<T extends object>(value: T): Plain<T> {
  const entries = Object.entries(value).map(([name, field]: [string, unknown]) => [
    name,
    field instanceof Float64Array || field instanceof Int8Array ? Array.from(field) : field,
  ]);
  return Object.fromEntries(entries) as Plain<T>;
}

/** Runs `work` on checked input; a bug in it becomes a failure too, because no call of a script may throw. */
async function answered<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return failure('unexpected', `Something went wrong that should not have: ${String(error)}`);
  }
}

/** A script's listener may throw: said once, it is not called again, and the run goes on. */
function harmless(listener: ProgressListener): ProgressListener {
  let isBroken = false;
  return (...progress) => {
    if (isBroken) return;
    try {
      listener(...progress);
    } catch (error) {
      isBroken = true;
      console.warn('onProgress threw and is not called again.', error);
    }
  };
}

export function createAstra(
  client: SimulationClient,
  market: Prices,
  page: LinkedPage,
  alpha = new AlphaClient(),
): Astra {
  const requested = requestOf(DEFAULT_STATE, market);
  if (!requested.ok) throw new Error(requested.error.message);
  return {
    ready: Promise.resolve(),
    engines: () => client.engines(),
    defaultRequest: () => structuredClone(requested.value),
    simulate: (request, options = {}) =>
      answered(async () => {
        const shape = checkShape(requestSchema, request);
        if (!shape.ok) return shape;
        const checked = checkShape(simulateOptionsSchema, options);
        if (!checked.ok) return checked;
        const onProgress = checked.value.onProgress && harmless(checked.value.onProgress);
        return client.simulate(shape.value, { ...checked.value, onProgress });
      }),
    replay: (request, path) =>
      answered(async () => {
        const shape = checkShape(replaySchema, [request, path]);
        return shape.ok ? client.ask((service) => service.replay(...shape.value)) : shape;
      }),
    random: (...input) =>
      answered(async () => {
        const shape = checkShape(randomSchema, input);
        return shape.ok ? client.ask((service) => service.random(...shape.value)) : shape;
      }),
    normals: (...input) =>
      answered(async () => {
        const shape = checkShape(normalsSchema, input);
        return shape.ok ? client.ask((service) => service.normals(...shape.value)) : shape;
      }),
    cholesky: (matrix) => {
      const shape = checkShape(matrixSchema, matrix);
      return shape.ok ? cholesky(shape.value) : shape;
    },
    nearestCorrelation: (matrix, options = {}) => {
      const shape = checkShape(matrixSchema, matrix);
      if (!shape.ok) return shape;
      const checked = checkShape(nearestOptionsSchema, options);
      return checked.ok ? nearestCorrelation(shape.value, checked.value) : checked;
    },
    estimate: (input) => {
      const shape = checkShape(estimateSchema, input);
      return shape.ok ? estimate(shape.value) : shape;
    },
    funding: (input) => {
      const shape = checkShape(fundingSchema, input);
      return shape.ok ? funding(shape.value) : shape;
    },
    optimize: (input) =>
      answered(async () => {
        const shape = checkShape(optimizeSchema, input);
        if (!shape.ok) return shape;
        const { optimizing } = await import('../inventory/optimize'); // not of the first load
        const start = performance.now();
        const optimum = await inSlices(optimizing(shape.value));
        const elapsedMs = performance.now() - start;
        return optimum.ok ? success({ ...optimum.value, elapsedMs }) : optimum;
      }),
    kalman: (input, options = {}) =>
      answered(async () => {
        const shape = checkShape(kalmanSchema, input);
        if (!shape.ok) return shape;
        const checked = checkShape(cancelSchema, options);
        if (!checked.ok) return checked;
        const path = await alpha.filter(shape.value, checked.value);
        return path.ok ? success(plain(path.value)) : path;
      }),
    backtest: (input) =>
      answered(async () => {
        const shape = checkShape(backtestSchema, input);
        if (!shape.ok) return shape;
        const traded = await alpha.backtest(shape.value);
        return traded.ok ? success(plain(traded.value)) : traded;
      }),
    cointegration: (input) => {
      const shape = checkShape(cointegrationSchema, input);
      return shape.ok ? cointegration(shape.value) : shape;
    },
    deflatedSharpe: (input) => {
      const shape = checkShape(deflatedSharpeSchema, input);
      return shape.ok ? deflatedSharpe(shape.value) : shape;
    },
    link: () => page.link(),
    openLink: async (link) => {
      const shape = checkShape(linkSchema, link);
      return shape.ok ? page.openLink(shape.value) : shape;
    },
  };
}

declare global {
  interface Window {
    astra: Astra;
  }
}

/** A market file from the page's own host, as text. */
export async function fetchText(path: string): Promise<Result<string>> {
  try {
    const response = await fetch(path);
    if (response.ok) return success(await response.text());
    return failure(
      'noData',
      `${path} could not be loaded (status ${response.status}). Reload the page.`,
      path,
    );
  } catch {
    return failure(
      'noData',
      `${path} could not be loaded. Check the connection and reload the page.`,
      path,
    );
  }
}
