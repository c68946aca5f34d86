import type { PathKernel } from './kernel';
import type { PathModel } from './model';
import type { EngineId } from './request';

const TARGET_MS = 50;
const LARGEST_GROWTH = 4;
const SMALLEST_CHUNK = 64;
/** A chunk takes some 50 ms; the first may wait for a compiler. */
const HANG_MS = 5000;
const FIRST_HANG_MS = 30_000;
/** A forced chunk may be any work at all. */
const FORCED_HANG_MS = 600_000;
/** Normals of the first chunk, before an engine has been timed: some 20 ms of each. */
const FIRST_CHUNK_NORMALS: Record<EngineId, number> = { reference: 2e5, wasm: 1e6, webgpu: 1e6 };

/** How many paths the next chunk has: what the engine makes in 50 ms, by the time that the last ones took. */
export class ChunkSize {
  private present: number;
  private readonly largest: number;
  private readonly lanes: number;
  private largestTimed = 0;

  /** A held book of N assets costs about N / 16 normals more a normal. `forced`: every chunk has this size. */
  constructor(
    kernel: PathKernel,
    { assetCount, stepCount, rebalancing }: PathModel,
    private readonly forced?: number,
  ) {
    const perStep = rebalancing === 'daily' ? assetCount : assetCount * (1 + assetCount / 16);
    const first = Math.ceil(FIRST_CHUNK_NORMALS[kernel.engine] / (perStep * stepCount));
    this.largest = kernel.largestChunk;
    this.lanes = kernel.lanes;
    this.present = Math.min(forced ?? first, this.largest);
  }

  /** How many of the remaining paths to take: near the end down to half a chunk, so that no lane is left idle. */
  next(remaining: number): number {
    if (this.forced !== undefined) return this.present;
    const share = Math.ceil(remaining / this.lanes);
    return Math.min(this.present, Math.max(share, Math.ceil(this.present / 2)));
  }

  /** Learns from a chunk; one that a boundary cut short says little about a whole one. */
  timed(pathCount: number, elapsedMs: number): void {
    const isCut = pathCount < this.present / 2;
    this.largestTimed = Math.max(this.largestTimed, pathCount);
    if (this.forced !== undefined || isCut) return;
    const wanted = (pathCount * TARGET_MS) / Math.max(elapsedMs, 0.1);
    const most = Math.min(this.largestTimed * LARGEST_GROWTH, this.largest);
    this.present = Math.max(Math.min(Math.floor(wanted), most), SMALLEST_CHUNK);
  }

  /** How long a chunk may take before its engine counts as hung. */
  get hangMs(): number {
    if (this.forced !== undefined) return FORCED_HANG_MS;
    return this.largestTimed > 0 ? HANG_MS : FIRST_HANG_MS;
  }
}
