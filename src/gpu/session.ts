import { EngineFailure, type KernelTimes, type PathRange } from '../simulation/kernel';
import type { PathModel } from '../simulation/model';
import type { TallyPlan } from '../simulation/tally';
import { createBook, type Book } from './book';
import { packChunk, planDispatch } from './chunk';
import type { Device } from './device';
import { Lane, type ChunkAnswer } from './lane';
import { compilePasses, type Bindings, type Pass } from './program';

type Passes = Record<'store_returns' | 'tally_returns', Promise<Pass>>;

const OUTPUT_BINDING = { store_returns: 2, tally_returns: 4 } as const;

/** A model ready to run. */
interface LoadedModel {
  model: PathModel;
  book: Book;
  passes: Passes;
  buffer: GPUBuffer;
}

/** A device, what has been compiled and allocated on it, and the model that it runs. */
export class Session {
  private readonly compiled = new Map<string, Promise<Passes>>();
  private readonly idleLanes: Lane[] = [];
  private loaded: LoadedModel | undefined;
  private chunksInFlight = 0;
  private busyUntilMs = 0;

  constructor(
    readonly device: Device,
    private readonly times: KernelTimes,
  ) {}

  /** False where the device was lost or, with a chunk that nobody waits for any more, hangs. */
  get isUsable(): boolean {
    return !this.device.isLost && this.chunksInFlight === 0;
  }

  /**
   * Compiles what this model's shape needs, unless that was done before, and uploads it. A short run stores all of its
   * returns: only that pass is waited for. Throws EngineFailure.
   */
  async load(model: PathModel, workgroupSize: number): Promise<void> {
    const startMs = performance.now();
    const book = createBook(model, workgroupSize);
    const passes = await this.compile(book);
    await passes.store_returns;
    const compiledMs = performance.now();
    this.loaded?.buffer.destroy();
    const buffer = await this.device.guard('upload the model', () => this.upload(book));
    this.loaded = { model, book, passes, buffer };
    this.times.compile += compiledMs - startMs;
    this.times.upload += performance.now() - compiledMs;
  }

  /** The chunk's returns (f32), in path order, as the answer's output. Throws EngineFailure. */
  storeReturns(range: PathRange): Promise<ChunkAnswer> {
    return this.run('store_returns', range, 4 * range.count);
  }

  /** The chunk's tally, with the first `keptCapacity` of the returns that it keeps. Throws EngineFailure. */
  tallyReturns(range: PathRange, plan: TallyPlan, keptCapacity: number): Promise<ChunkAnswer> {
    return this.run('tally_returns', range, 8 * keptCapacity, { plan, keptCapacity });
  }

  private compile({ program, binding }: Book): Promise<Passes> {
    const key = JSON.stringify([program.name, program.constants]);
    let passes = this.compiled.get(key);
    if (!passes) {
      const inputs: Bindings = { 0: 'uniform', 1: binding, 3: 'storage' };
      passes = compilePasses(this.device, program, {
        store_returns: { ...inputs, [OUTPUT_BINDING.store_returns]: 'storage' },
        tally_returns: { ...inputs, [OUTPUT_BINDING.tally_returns]: 'storage' },
      });
      this.compiled.set(key, passes);
    }
    return passes;
  }

  private upload({ binding, data }: Book): GPUBuffer {
    const { handle } = this.device;
    const kind = binding === 'uniform' ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE;
    const buffer = handle.createBuffer({
      size: data.byteLength,
      usage: kind | GPUBufferUsage.COPY_DST,
    });
    handle.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }

  private async run(
    name: keyof Passes,
    range: PathRange,
    outputBytes: number,
    tally?: { plan: TallyPlan; keptCapacity: number },
  ): Promise<ChunkAnswer> {
    if (!this.loaded) throw new EngineFailure('The graphics device has no model.');
    const { model, book, passes, buffer } = this.loaded;
    this.chunksInFlight++;
    const startMs = performance.now();
    const pass = await passes[name];
    this.times.compile += performance.now() - startMs;
    const { isSoftware } = this.device.adapter;
    const dispatch = planDispatch(range.count, book.pathsPerRound, isSoftware);
    const lane = this.idleLanes.pop() ?? new Lane(this.device);
    const answer = await lane.run({
      pass,
      model: buffer,
      chunk: packChunk(model, range, dispatch.roundCount, tally),
      pathCount: range.count,
      workgroupCount: dispatch.workgroupCount,
      outputBinding: OUTPUT_BINDING[name],
      outputBytes,
    });
    this.idleLanes.push(lane);
    this.chunksInFlight--;
    this.account(answer);
    return answer;
  }

  /** The device works on one chunk at a time: time that a chunk waits for the one before is not its own. */
  private account({ startMs, doneMs, readMs }: ChunkAnswer): void {
    this.times.compute += Math.max(0, doneMs - Math.max(startMs, this.busyUntilMs));
    this.times.readback += readMs - doneMs;
    this.busyUntilMs = Math.max(this.busyUntilMs, doneMs);
  }
}
