import { EngineFailure } from '../simulation/kernel';
import { CHUNK_BYTES } from './chunk';
import type { Device } from './device';
import type { Pass } from './program';
import { readCounts, TALLY_BYTES } from './tally';

/** One dispatch over a chunk. */
export interface ChunkJob {
  pass: Pass;
  model: GPUBuffer;
  /** Struct Chunk. */
  chunk: ArrayBuffer;
  pathCount: number;
  workgroupCount: number;
  /** Where the layout has the output: 2, returns; 4, kept returns. */
  outputBinding: number;
  outputBytes: number;
}

export interface ChunkAnswer {
  /** Struct Tally, then the output. */
  bytes: ArrayBuffer;
  /** Returns to keep, which may be more than the output has room for. */
  keptCount: number;
  /** When the chunk was submitted, computed and read back, on the clock of performance.now. */
  startMs: number;
  doneMs: number;
  readMs: number;
}

/** The buffers of one chunk in flight. */
export class Lane {
  private readonly chunk: GPUBuffer;
  private readonly tally: GPUBuffer;
  private output: GPUBuffer | undefined;
  private staging: GPUBuffer | undefined;

  constructor(private readonly device: Device) {
    const { handle } = device;
    this.chunk = handle.createBuffer({
      size: CHUNK_BYTES,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.tally = handle.createBuffer({
      size: TALLY_BYTES,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }

  /** Throws EngineFailure, also where paths are missing. */
  async run(job: ChunkJob): Promise<ChunkAnswer> {
    const startMs = performance.now();
    const [bytes, doneMs] = await this.device.guard('run a chunk', () => {
      const staging = this.submit(job);
      const done = this.device.handle.queue.onSubmittedWorkDone();
      return Promise.all([
        this.device.read(staging, TALLY_BYTES + job.outputBytes),
        done.then(() => performance.now()),
      ]);
    });
    const readMs = performance.now();
    const { written, keptCount } = readCounts(bytes);
    if (written !== job.pathCount) {
      throw new EngineFailure(
        `The graphics device made ${written} of ${job.pathCount} paths and reported no error.`,
      );
    }
    return { bytes, keptCount, startMs, doneMs, readMs };
  }

  private submit(job: ChunkJob): GPUBuffer {
    const { handle } = this.device;
    const { output, staging } = this.reserve(job.outputBytes);
    handle.queue.writeBuffer(this.chunk, 0, job.chunk);
    const encoder = handle.createCommandEncoder();
    encoder.clearBuffer(this.tally);
    const pass = encoder.beginComputePass();
    pass.setPipeline(job.pass.pipeline);
    pass.setBindGroup(0, this.bind(job, output));
    pass.dispatchWorkgroups(job.workgroupCount);
    pass.end();
    encoder.copyBufferToBuffer(this.tally, 0, staging, 0, TALLY_BYTES);
    encoder.copyBufferToBuffer(output, 0, staging, TALLY_BYTES, job.outputBytes);
    handle.queue.submit([encoder.finish()]);
    return staging;
  }

  private bind(job: ChunkJob, output: GPUBuffer): GPUBindGroup {
    return this.device.handle.createBindGroup({
      layout: job.pass.layout,
      entries: [
        { binding: 0, resource: { buffer: this.chunk } },
        { binding: 1, resource: { buffer: job.model } },
        { binding: 3, resource: { buffer: this.tally } },
        { binding: job.outputBinding, resource: { buffer: output } },
      ],
    });
  }

  /** Buffers of at least this many bytes; they grow by doubling and never shrink. */
  private reserve(outputBytes: number): { output: GPUBuffer; staging: GPUBuffer } {
    const { handle } = this.device;
    if (this.output && this.staging && this.output.size >= outputBytes) {
      return { output: this.output, staging: this.staging };
    }
    this.output?.destroy();
    this.staging?.destroy();
    const size = 2 ** Math.ceil(Math.log2(Math.max(outputBytes, 4096)));
    this.output = handle.createBuffer({
      size,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
    });
    this.staging = handle.createBuffer({
      size: TALLY_BYTES + size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    return { output: this.output, staging: this.staging };
  }
}
