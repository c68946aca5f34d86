// A book brought back to its weights each day: w'(m + L z) = drift + loadings . z, compounded. N products a day.

struct Model {
  drift: f32, // w'm, a simple daily return
  loadings: array<vec4f, 256>, // L'w of the assets of a block's four normals; they recur after N blocks
}

@group(0) @binding(1) var<uniform> model: Model;

override PATHS_PER_ROUND: u32 = WORKGROUP_SIZE;

var<private> growth: f32; // value of the book - 1: keeps the bits that 1 + growth would lose
var<private> dayReturn: f32;
var<private> dayEnd: u32; // normals of the path up to the end of the day

// The return of the path at firstOffset + thread of the chunk.
fn simulateRound(firstOffset: u32, thread: u32) -> f32 {
  if (firstOffset + thread >= chunk.pathCount) {
    return 0.0;
  }
  let path = pathWords(pathAt(firstOffset + thread), chunk.key);
  growth = 0.0;
  dayReturn = model.drift;
  dayEnd = chunk.assetCount;
  var entry = 0u;
  for (var block = 0u; 4u * block < chunk.stepCount * chunk.assetCount; block++) {
    let shocks = pathNormals(block, path, chunk.key);
    let loadings = model.loadings[entry];
    addShock(4u * block, loadings.x, shocks.x);
    addShock(4u * block + 1u, loadings.y, shocks.y);
    addShock(4u * block + 2u, loadings.z, shocks.z);
    addShock(4u * block + 3u, loadings.w, shocks.w);
    entry = select(entry + 1u, 0u, entry + 1u == chunk.assetCount);
  }
  return growth;
}

// Adds a normal, by its index, and ends its day with it. The last block's last normals may belong to no day.
fn addShock(normal: u32, loading: f32, shock: f32) {
  dayReturn = fma(loading, shock, dayReturn);
  if (normal + 1u == dayEnd && normal < chunk.stepCount * chunk.assetCount) {
    growth = fma(growth, dayReturn, growth + dayReturn);
    dayReturn = model.drift;
    dayEnd += chunk.assetCount;
  }
}
