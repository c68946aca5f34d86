// What one dispatch is asked for: a chunk of consecutive paths, and how to tally them. Packed by src/gpu/chunk.ts.

struct Chunk {
  firstPath: vec2u, // low, high word of the first path's index
  key: vec2u, // low, high word of the seed
  pathCount: u32, // paths of this chunk, at most 2^22
  roundCount: u32, // rounds of PATHS_PER_ROUND paths that each workgroup makes
  assetCount: u32, // N
  stepCount: u32, // T, days
  binsPerUnit: f32, // bins a unit of return
  lowestBin: i32, // number of bin 0
  sumScale: f32, // power of two: the unit of the sum is 1 / sumScale
  squareScale: f32, // power of two: the unit of the sum of squares is 1 / squareScale^2
  extreme: f32, // a return under this is kept
  bracketLow: f32, // a return between bracketLow and bracketHigh is kept; one at most bracketLow is summed apart
  bracketHigh: f32, // a return equal to it is counted
  keptCapacity: u32, // entries that `kept` has room for
  centre: f32, // what the sums of all returns are measured from
  belowScale: f32, // powers of two: the units of the sums of depths under bracketLow
  belowSquareScale: f32,
  padding: u32,
}

@group(0) @binding(0) var<uniform> chunk: Chunk;

override WORKGROUP_SIZE: u32 = 64;

// Low, high word of the index of a path of this chunk.
fn pathAt(offset: u32) -> vec2u {
  let low = chunk.firstPath.x + offset;
  return vec2u(low, chunk.firstPath.y + select(0u, 1u, low < offset));
}
