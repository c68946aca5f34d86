/** What the page may ask of the alpha worker: a name, plain values in, a Result out. */
import { backtest, type BacktestInput } from '../src/alpha/backtest';
import { diagnose } from '../src/alpha/diagnostics';
import type { MultiverseGrid } from '../src/alpha/grid';
import { filtering } from '../src/alpha/kalman';
import { studyingNoise } from '../src/alpha/likelihoodSurface';
import { findLookAhead } from '../src/alpha/lookAhead';
import { exploring } from '../src/alpha/multiverse';
import { studyingPair } from '../src/alpha/pair';
import { testingPair } from '../src/alpha/pairTest';
import { powerCurve } from '../src/alpha/powerCurve';
import { strategyOf, type StrategyId } from '../src/alpha/strategies';
import { waterfall, type SwitchId } from '../src/alpha/waterfall';
import { readPair } from '../src/market/pairFile';
import type { Result } from '../src/result';

export interface LookAheadQuery {
  strategy: StrategyId;
  input: BacktestInput;
  trials: number;
  seed: number;
}

/** Long work yields the share done. */
type Work<Value> = Generator<number, Result<Value>> | Result<Value>;

export const alphaJobs = {
  filter: filtering,
  study: studyingPair,
  test: testingPair,
  noise: studyingNoise,
  diagnose: ({ zScore, lags }: { zScore: ArrayLike<number>; lags?: number }) =>
    diagnose(zScore, lags),
  readPair,
  backtest,
  waterfall: ({ input, switches }: { input: BacktestInput; switches?: SwitchId[] }) =>
    waterfall(input, switches),
  lookAhead: ({ strategy, input, trials, seed }: LookAheadQuery) =>
    findLookAhead(strategyOf(strategy, input), input, { trials, seed }),
  multiverse: ({ input, grid }: { input: BacktestInput; grid: MultiverseGrid }) =>
    exploring(input, grid),
  powerCurve,
} satisfies Record<string, (input: never) => Work<unknown>>;

type AlphaJobs = typeof alphaJobs;
export type AlphaJobName = keyof AlphaJobs;
export type AlphaInput<Name extends AlphaJobName> = Parameters<AlphaJobs[Name]>[0];
export type AlphaValue<Name extends AlphaJobName> =
  ReturnType<AlphaJobs[Name]> extends Work<infer Value> ? Value : never;

export interface AlphaService {
  /** `id` names the job so that it can be cancelled. */
  run<Name extends AlphaJobName>(
    id: number,
    name: Name,
    input: AlphaInput<Name>,
    onProgress?: (share: number) => void,
  ): Promise<Result<AlphaValue<Name>>>;
  cancel(id: number): void;
}
