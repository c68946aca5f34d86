/** What the page may ask of the simulation worker. Plain values in, plain values out, over comlink. */
import type { Result } from '../src/result';
import type { EngineChoice, EngineReport } from '../src/simulation/engineReport';
import type { EngineId, SimulationRequest } from '../src/simulation/request';
import type {
  ConvergencePoint,
  PathReturn,
  Replay,
  SimulationResult,
} from '../src/simulation/result';

/** Called with the paths done so far and the convergence up to there. */
export type ProgressListener = (donePaths: number, convergence: ConvergencePoint[]) => void;

export interface SimulationJob {
  /** Names the job so that it can be cancelled. */
  id: number;
  request: SimulationRequest;
  /** Engines to try, in order. */
  engines: EngineChoice[];
  /** Threads of the WASM engine; absent: every core. */
  threads?: number | undefined;
  returns?: boolean | undefined;
  chunkPaths?: number | undefined;
}

export interface BarQuery {
  id: number;
  request: SimulationRequest;
  engine: EngineId;
  bar: number;
  limit: number;
}

export interface SimulationService {
  engines(): Promise<EngineReport[]>;
  simulate(job: SimulationJob, onProgress?: ProgressListener): Promise<Result<SimulationResult>>;
  pathsInBar(query: BarQuery): Promise<Result<PathReturn[]>>;
  cancel(id: number): void;
  replay(request: SimulationRequest, path: number): Result<Replay>;
  random(
    engine: EngineId,
    counter: [number, number, number, number],
    key: [number, number],
  ): Promise<Result<number[]>>;
  normals(engine: EngineId, seed: number, path: number, count: number): Promise<Result<number[]>>;
  /** Answers at once while the worker lives. */
  ping(): true;
}
