/** What the page may ask of the alpha worker: a name, plain values in, a Result out. */
import { diagnose } from '../src/alpha/diagnostics';
import { filtering } from '../src/alpha/kalman';
import { studyingNoise } from '../src/alpha/likelihoodSurface';
import { studyingPair } from '../src/alpha/pair';
import { readPair } from '../src/market/pairFile';
import type { Result } from '../src/result';

/** Long work yields the share done. */
type Work<Value> = Generator<number, Result<Value>> | Result<Value>;

export const alphaJobs = {
  filter: filtering,
  study: studyingPair,
  noise: studyingNoise,
  diagnose: ({ zScore, lags }: { zScore: ArrayLike<number>; lags?: number }) =>
    diagnose(zScore, lags),
  readPair,
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
