import { splitInteger } from '../math/normals';
import type { PathRange } from '../simulation/kernel';
import type { PathModel } from '../simulation/model';
import type { TallyPlan } from '../simulation/tally';

/** sizeof(Chunk) of shaders/chunk.wgsl. */
export const CHUNK_BYTES = 80;

/**
 * Workgroups of a dispatch: they fill any GPU, and the more paths each makes, the fewer partial sums are added. A CPU
 * that acts as a GPU has few threads to fill, and pays for each workgroup that has a barrier.
 */
const LARGEST_DISPATCH = 2048;
const LARGEST_SOFTWARE_DISPATCH = 64;

const LARGEST_FLOAT32 = 3.4028234663852886e38;

export interface Dispatch {
  workgroupCount: number;
  /** Rounds of paths that each workgroup makes. */
  roundCount: number;
}

export function planDispatch(
  pathCount: number,
  pathsPerRound: number,
  isSoftware: boolean,
): Dispatch {
  const largest = isSoftware ? LARGEST_SOFTWARE_DISPATCH : LARGEST_DISPATCH;
  const roundCount = Math.ceil(pathCount / (pathsPerRound * largest));
  return { workgroupCount: Math.ceil(pathCount / (pathsPerRound * roundCount)), roundCount };
}

/** Struct Chunk of shaders/chunk.wgsl. Without a plan, the fields that only a tally reads stay 0. */
export function packChunk(
  model: PathModel,
  range: PathRange,
  roundCount: number,
  tally?: { plan: TallyPlan; keptCapacity: number },
): ArrayBuffer {
  const bytes = new ArrayBuffer(CHUNK_BYTES);
  const integers = new Uint32Array(bytes);
  integers.set([...splitInteger(range.first), ...splitInteger(model.seed)], 0);
  integers.set([range.count, roundCount, model.assetCount, model.stepCount], 4);
  if (tally) {
    const { plan, keptCapacity } = tally;
    const floats = new Float32Array(bytes);
    floats[8] = plan.binsPerUnit;
    new Int32Array(bytes)[9] = plan.lowestBin;
    floats.set([plan.sumScale, plan.squareScale], 10);
    floats.set([plan.extreme, plan.bracketLow, plan.bracketHigh].map(finite), 12);
    integers[15] = keptCapacity;
    floats.set([plan.centre, plan.belowScale, plan.belowSquareScale], 16);
  }
  return bytes;
}

/** WGSL need not know infinities: the largest finite number compares like them with every finite return but itself. */
function finite(bound: number): number {
  return Math.min(Math.max(bound, -LARGEST_FLOAT32), LARGEST_FLOAT32);
}
