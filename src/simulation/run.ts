/**
 * One run on one engine: pilot, plan, tally, report. The same for every engine.
 *
 * The first 2^16 paths are read back. They are the whole run, or they bracket the quantile for the rest, which is
 * tallied where it was made: memory grows by some 0.6 % of the paths (at 99 %), 16 bytes each.
 */
import { LowestValues } from '../math/lowestValues';
import { reaches, uncutTail, type LowerTail } from '../risk/tailRisk';
import { ChunkQueue, ChunkRunner, type CancelSignal } from './chunks';
import { ChunkSize } from './chunkSize';
import { Convergence } from './convergence';
import { fanOf } from './fan';
import { EngineFailure, type PathKernel, type PathRange, type Returns } from './kernel';
import type { PathModel } from './model';
import { BRACKET_ERRORS, PILOT_PATHS, planTally } from './plan';
import { reportRun } from './report';
import type { SimulationRequest } from './request';
import type { ConvergencePoint, SimulationResult } from './result';
import { Stopwatch } from './stopwatch';
import { tallyReturns, type Tally } from './tally';
import { TallyTotal } from './tallyTotal';

export interface RunOptions {
  signal?: CancelSignal | undefined;
  onProgress?: ((donePaths: number, convergence: ConvergencePoint[]) => void) | undefined;
  /** Force the size of the chunks; the answer does not change. */
  chunkPaths?: number | undefined;
  /** Also give every path's return, in path order. */
  returns?: boolean | undefined;
}

/** What one engine answers; why this engine was chosen is for the caller to add. */
export type RunAnswer = Omit<
  SimulationResult,
  'engineReason' | 'fellBackFrom' | 'adapter' | 'threads'
>;

export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** A missed bracket, which the counts reveal, is tried again so many times wider. */
const WIDER = 4;

/**
 * Runs a checked model. Throws {@link Cancelled}, and {@link EngineFailure} where the engine failed twice or its
 * counts do not sum to the paths asked for: another engine may then answer.
 */
export async function runOnKernel(
  kernel: PathKernel,
  request: SimulationRequest,
  model: PathModel,
  options: RunOptions = {},
): Promise<RunAnswer> {
  return new Run(kernel, request, model, options).answer();
}

class Run {
  private readonly stopwatch: Stopwatch;
  private readonly convergence: Convergence;
  private readonly chunkSize: ChunkSize;
  private mayRecover = true;

  constructor(
    private readonly kernel: PathKernel,
    private readonly request: SimulationRequest,
    private readonly model: PathModel,
    private readonly options: RunOptions,
  ) {
    this.stopwatch = new Stopwatch(kernel.times);
    this.convergence = new Convergence(request.pathCount, request.confidence);
    this.chunkSize = new ChunkSize(kernel, model, options.chunkPaths);
  }

  async answer(): Promise<RunAnswer> {
    await this.open();
    const { pathCount, confidence } = this.request;
    const pilotCount = Math.min(pathCount, PILOT_PATHS);
    const returns = this.room(this.options.returns ? pathCount : pilotCount);
    const pilot = returns.subarray(0, pilotCount);
    const reading = this.readPilot(pilot);
    const [fan] = await Promise.all([fanOf(this.model, pathCount), reading]); // while the engine is at work
    for (let errors = BRACKET_ERRORS; ; errors *= WIDER) {
      const plan = planTally(this.request, pilot, errors);
      const total = new TallyTotal(plan, pilot);
      await this.tallyRest(pilotCount, total, returns);
      if (!total.isComplete(pathCount)) {
        throw new EngineFailure(
          `Only ${total.count} of ${pathCount} paths came back with a finite return.`,
        );
      }
      const tail = total.lowerTail();
      if (!reaches(tail, confidence)) continue;
      const convergence = this.convergence.points;
      const report = reportRun(this.request, this.model, { total, tail, convergence });
      const { engine } = this.kernel;
      const elapsedMs = this.stopwatch.elapsed();
      return { engine, ...report, fan, elapsedMs, ...(this.options.returns ? { returns } : {}) };
    }
  }

  private room(count: number): Returns {
    return this.kernel.engine === 'reference' ? new Float64Array(count) : new Float32Array(count);
  }

  private async open(): Promise<void> {
    try {
      await this.kernel.open(this.model);
    } catch (error) {
      this.recoverOrThrow(error);
      await this.kernel.open(this.model);
    }
  }

  /** An engine may fail once: it starts afresh and only the unfinished chunks are made again. */
  private recoverOrThrow(error: unknown): void {
    if (!(error instanceof EngineFailure) || !this.mayRecover) throw error;
    this.mayRecover = false;
  }

  private async drain<Answer>(
    from: number,
    to: number,
    boundaries: number[],
    work: (range: PathRange) => Promise<Answer>,
    merge: (range: PathRange, answer: Answer) => void,
  ): Promise<void> {
    const queue = new ChunkQueue(from, to, boundaries, this.chunkSize);
    const runner = new ChunkRunner(queue, from, work, merge);
    this.stopwatch.startChunks();
    try {
      await runner.run(this.kernel, this.options.signal);
    } catch (error) {
      this.recoverOrThrow(error);
      await this.kernel.open(this.model);
      await runner.run(this.kernel, this.options.signal);
    }
    this.stopwatch.endChunks();
    if (this.options.signal?.aborted) throw new Cancelled();
  }

  private async readPilot(pilot: Returns): Promise<void> {
    const worst = new LowestValues(this.convergence.reach(pilot.length));
    const merge = (range: PathRange, chunk: Returns): void => {
      pilot.set(chunk, range.first);
      let from = range.first;
      for (const count of this.convergence.pointsWithin(range)) {
        worst.add(pilot.subarray(from, count));
        from = count;
        this.progress(count, () => uncutTail(count, worst.ascending()));
      }
    };
    await this.drain(0, pilot.length, [], (range) => this.kernel.returns(range), merge);
  }

  /** The rest is tallied by the engine, or here where every return is wanted. */
  private async tallyRest(from: number, total: TallyTotal, returns: Returns): Promise<void> {
    const { plan } = total;
    const tallyHere = async (range: PathRange): Promise<Tally> => {
      const chunk = await this.kernel.returns(range);
      returns.set(chunk, range.first);
      return tallyReturns(chunk, range, plan);
    };
    const tallyThere = (range: PathRange): Promise<Tally> => this.kernel.tally(range, plan);
    const merge = (range: PathRange, tally: Tally): void => {
      total.add(tally);
      this.progress(range.first + range.count, () => total.lowerTail());
    };
    const work = this.options.returns ? tallyHere : tallyThere;
    const { checkpoints } = this.convergence;
    await this.drain(from, this.request.pathCount, checkpoints, work, merge);
  }

  private progress(done: number, tail: () => LowerTail): void {
    this.convergence.reached(done, tail);
    this.options.onProgress?.(done, this.convergence.points);
  }
}
