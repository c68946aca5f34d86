/**
 * What an engine has to do: make the returns of a range of paths, and tally them where they lie. Splitting into chunks,
 * order statistics, fan, fingerprint and recovery are shared by all engines (`run.ts`).
 */
import type { PathModel } from './model';
import type { EngineId } from './request';
import type { Tally, TallyPlan } from './tally';

/** Paths first, first + 1, ... first + count - 1. `first` may exceed 2^32. */
export interface PathRange {
  first: number;
  count: number;
}

/** Single precision on WebGPU and WASM, double on the reference. */
export type Returns = Float32Array | Float64Array;

/** Milliseconds spent so far, summed over chunks. */
export interface KernelTimes {
  compile: number;
  upload: number;
  compute: number;
  readback: number;
  reduce: number;
}

export interface PathKernel {
  readonly engine: EngineId;
  /** How many chunks may be in flight at once. */
  readonly lanes: number;
  /** The most paths a chunk may have. */
  readonly largestChunk: number;
  readonly times: KernelTimes;
  /**
   * Compiles and uploads what this model needs. Called again after an {@link EngineFailure}, it starts from a fresh
   * device or worker. Throws EngineFailure.
   */
  open(model: PathModel): Promise<void>;
  /** The portfolio's return over the horizon of each path of the range, in path order. Throws EngineFailure. */
  returns(range: PathRange): Promise<Returns>;
  /** The same returns, tallied without leaving the engine. Throws EngineFailure. */
  tally(range: PathRange, plan: TallyPlan): Promise<Tally>;
  /** Frees device, buffers and workers. */
  close(): void;
}

/** An engine could not do its work (no adapter, device lost, shader, memory, dead worker); another engine may. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
}

export function noTime(): KernelTimes {
  return { compile: 0, upload: 0, compute: 0, readback: 0, reduce: 0 };
}
