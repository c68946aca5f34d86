import { EngineFailure, noTime, type PathKernel, type PathRange } from '../simulation/kernel';
import type { PathModel } from '../simulation/model';
import type { Tally, TallyPlan } from '../simulation/tally';
import { Device } from './device';
import { Session } from './session';
import { readTally, TALLY_BYTES } from './tally';

export { gpuNormals, gpuRandom } from './draw';

/** 2^22 returns take 16 MiB, and sums of squares stay under 2^53, exact in a double. */
const LARGEST_CHUNK = 2 ** 22;
/**
 * Twice what a bracket keeps of the largest chunk at a confidence of 99 %. A chunk that keeps more (at 50 % it is 2.6 %)
 * is made again, and from then on there is room for as many.
 */
const KEPT_CAPACITY = 65_536;

export interface GpuKernelOptions {
  /** Threads, 64 where absent. A held book of more than 32 assets needs a thread for four, and has room for 96. */
  workgroupSize?: number;
  /** Returns of a chunk that can be kept without making it again. */
  keptCapacity?: number;
}

export interface GpuKernel extends PathKernel {
  /** Empty before the first open. */
  readonly adapter: string;
  /** The one that feeds the device. */
  readonly threads: 1;
}

/** The WebGPU engine on the fastest adapter of `gpu`, in a page, a worker or Node. Touches no device before `open`. */
export function createGpuKernel(gpu: GPU, options: GpuKernelOptions = {}): GpuKernel {
  return new WebGpuKernel(gpu, options.workgroupSize ?? 64, options.keptCapacity ?? KEPT_CAPACITY);
}

class WebGpuKernel implements GpuKernel {
  readonly engine = 'webgpu';
  readonly lanes = 2;
  readonly largestChunk = LARGEST_CHUNK;
  readonly times = noTime();
  readonly threads = 1;
  adapter = '';
  private session: Session | undefined;

  constructor(
    private readonly gpu: GPU,
    private readonly workgroupSize: number,
    private keptCapacity: number,
  ) {}

  async open(model: PathModel): Promise<void> {
    if (!this.session?.isUsable) this.close();
    this.session ??= new Session(await openDevice(this.gpu), this.times);
    this.adapter = this.session.device.adapter.name;
    await this.use((session) => session.load(model, this.workgroupSize));
  }

  returns(range: PathRange): Promise<Float32Array> {
    return this.use(async (session) => {
      const { bytes } = await session.storeReturns(range);
      return new Float32Array(bytes, TALLY_BYTES);
    });
  }

  tally(range: PathRange, plan: TallyPlan): Promise<Tally> {
    return this.use(async (session) => {
      const capacity = Math.min(range.count, this.keptCapacity);
      let answer = await session.tallyReturns(range, plan, capacity);
      if (answer.keptCount > capacity) {
        this.keptCapacity = Math.max(this.keptCapacity, Math.ceil(1.25 * answer.keptCount));
        answer = await session.tallyReturns(range, plan, answer.keptCount);
      }
      const startMs = performance.now();
      const tally = readTally(answer.bytes, range);
      this.times.reduce += performance.now() - startMs;
      return tally;
    });
  }

  close(): void {
    this.session?.device.close();
    this.session = undefined;
  }

  /** A session in which anything failed is not used again. */
  private async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const { session } = this;
    if (!session) throw new EngineFailure('The graphics device is not open.');
    try {
      return await work(session);
    } catch (error) {
      if (this.session === session) this.close();
      throw asEngineFailure(error);
    }
  }
}

async function openDevice(gpu: GPU): Promise<Device> {
  try {
    return await Device.open(gpu);
  } catch (error) {
    throw asEngineFailure(error);
  }
}

/** Where the browser's GPU process is gone, any call may reject with a DOMException of its own. */
function asEngineFailure(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  return new EngineFailure(`The graphics device stopped working: ${error.message}`);
}
