// The summary of a chunk of returns, in integers, so that it does not depend on the order of the paths.
// Twin, to the last bit: src/simulation/tally.ts. Read by src/gpu/tally.ts.

const BIN_COUNT = 1024;
const SUM_CLAMP = 0x1p26f;
const SUM_BIAS = 0x4000000; // added to each signed term, so that all of them are unsigned; the reader takes it off
const SQUARE_CLAMP = 0x1p31f;
const LARGEST_BIN = 0x1p30f;

struct Tally {
  written: atomic<u32>, // paths made: every one of the chunk, or the result is not to be believed
  keptCount: atomic<u32>, // returns to keep, also those for which `kept` had no room
  count: atomic<u32>, // finite returns
  belowCount: atomic<u32>, // of these, at most bracketLow
  sums: array<atomic<u32>, 8>, // low, high word of: sum, sum of squares, and both of the depths under bracketLow
  edgeCount: atomic<u32>, // returns equal to bracketHigh, and above bracketLow
  bins: array<atomic<u32>, BIN_COUNT>,
}

@group(0) @binding(3) var<storage, read_write> tally: Tally;
@group(0) @binding(4) var<storage, read_write> kept: array<vec2u>; // bits of the return, offset of its path

// Sums are kept as two: of the terms' low 16 bits and of their high 16. Neither overflows within 2^16 paths.
struct Partial {
  count: u32,
  belowCount: u32,
  sums: array<vec2u, 4>,
}
var<private> threadPart: Partial;
var<workgroup> workgroupCounts: array<atomic<u32>, 2>;
var<workgroup> workgroupSums: array<atomic<u32>, 8>;

fn halves(term: u32) -> vec2u {
  return vec2u(term & 0xffffu, term >> 16u);
}

fn squareOf(root: f32) -> vec2u {
  return halves(u32(min(root * root, SQUARE_CLAMP)));
}

// Tallies the return of the path at an offset of the chunk. One that is not finite is not counted: tested on its bits,
// since WGSL lets a compiler take it that there is no NaN.
fn tallyReturn(value: f32, offset: u32) {
  if ((bitcast<u32>(value) & 0x7f800000u) == 0x7f800000u) {
    return;
  }
  let deviation = value - chunk.centre;
  let term = u32(i32(clamp(deviation * chunk.sumScale, -SUM_CLAMP, SUM_CLAMP)) + SUM_BIAS);
  threadPart.count += 1u;
  threadPart.sums[0] += halves(term);
  threadPart.sums[1] += squareOf(deviation * chunk.squareScale);
  if (value <= chunk.bracketLow) {
    let depth = chunk.bracketLow - value;
    threadPart.belowCount += 1u;
    threadPart.sums[2] += halves(u32(min(depth * chunk.belowScale, SUM_CLAMP)));
    threadPart.sums[3] += squareOf(depth * chunk.belowSquareScale);
  } else if (value == chunk.bracketHigh) {
    atomicAdd(&tally.edgeCount, 1u);
  }
  let bin = i32(clamp(floor(value * chunk.binsPerUnit), -LARGEST_BIN, LARGEST_BIN)) - chunk.lowestBin;
  atomicAdd(&tally.bins[clamp(bin, 0, BIN_COUNT - 1)], 1u);
  if (value < chunk.extreme || (value > chunk.bracketLow && value < chunk.bracketHigh)) {
    let slot = atomicAdd(&tally.keptCount, 1u);
    if (slot < chunk.keptCapacity) {
      kept[slot] = vec2u(bitcast<u32>(value), offset);
    }
  }
}

// Adds the counts and sums of a workgroup's threads to the chunk's. Called once by every thread, at its end.
fn addWorkgroup(thread: u32) {
  atomicAdd(&workgroupCounts[0], threadPart.count);
  atomicAdd(&workgroupCounts[1], threadPart.belowCount);
  for (var i = 0u; i < 4u; i++) {
    atomicAdd(&workgroupSums[2u * i], threadPart.sums[i].x);
    atomicAdd(&workgroupSums[2u * i + 1u], threadPart.sums[i].y);
  }
  workgroupBarrier();
  if (thread == 0u) {
    atomicAdd(&tally.count, atomicLoad(&workgroupCounts[0]));
    atomicAdd(&tally.belowCount, atomicLoad(&workgroupCounts[1]));
  }
  if (thread < 4u) {
    addWide(thread, atomicLoad(&workgroupSums[2u * thread]), atomicLoad(&workgroupSums[2u * thread + 1u]));
  }
}

// Adds lowHalves + 2^16 highHalves to a sum of 64 bits.
fn addWide(index: u32, lowHalves: u32, highHalves: u32) {
  let low = lowHalves + (highHalves << 16u);
  let before = atomicAdd(&tally.sums[2u * index], low);
  let carry = select(0u, 1u, low < lowHalves) + select(0u, 1u, before + low < low);
  atomicAdd(&tally.sums[2u * index + 1u], (highHalves >> 16u) + carry);
}
