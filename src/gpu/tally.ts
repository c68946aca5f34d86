import type { PathRange } from '../simulation/kernel';
import { BIN_COUNT, SUM_CLAMP, type Tally } from '../simulation/tally';

/** Words of struct Tally of shaders/tally.wgsl. */
const WRITTEN = 0;
const KEPT_COUNT = 1;
const COUNT = 2;
const BELOW_COUNT = 3;
const SUMS = 4;
const EDGE_COUNT = 12;
const BINS = 13;
/** sizeof(Tally). */
export const TALLY_BYTES = 4 * (BINS + BIN_COUNT);

/** Paths that the dispatch made, and returns that it wanted to keep. */
export function readCounts(bytes: ArrayBuffer): { written: number; keptCount: number } {
  const words = new Uint32Array(bytes, 0, BINS);
  return { written: words[WRITTEN]!, keptCount: words[KEPT_COUNT]! };
}

/** `bytes`: struct Tally, then its kept returns: pairs of a return (f32) and the offset of its path (u32). */
export function readTally(bytes: ArrayBuffer, range: PathRange): Tally {
  const words = new Uint32Array(bytes);
  const floats = new Float32Array(bytes);
  const sumAt = (index: number) =>
    words[SUMS + 2 * index]! + words[SUMS + 2 * index + 1]! * 0x100000000;
  const count = words[COUNT]!;
  const belowCount = words[BELOW_COUNT]!;
  const kept = Array.from({ length: words[KEPT_COUNT]! }, (_, i) => TALLY_BYTES / 4 + 2 * i);
  return {
    count,
    sum: sumAt(0) - count * SUM_CLAMP, // the shader adds SUM_CLAMP to each signed term
    sumSquares: sumAt(1),
    belowCount,
    belowSum: sumAt(2),
    belowSumSquares: sumAt(3),
    edgeCount: words[EDGE_COUNT]!,
    bins: Float64Array.from(words.subarray(BINS, BINS + BIN_COUNT)),
    keptReturns: Float64Array.from(kept, (at) => floats[at]!),
    keptPaths: Float64Array.from(kept, (at) => range.first + words[at + 1]!),
  };
}
