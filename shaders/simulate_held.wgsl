// A book whose share counts are fixed at day 0, of at most 32 assets: r = m + L z each day, every asset compounded for
// itself. Eight assets to a matrix. Written out, because an array that is indexed in a loop may leave the registers.

override ASSET_OCTETS: u32 = 4; // ceil(N / 8)
override PATHS_PER_ROUND: u32 = WORKGROUP_SIZE;

struct Model {
  weights: array<mat2x4f, 4>, // fractions of net asset value at day 0; 0 beyond N, as the rest
  mean: array<mat2x4f, 4>, // simple daily returns
  columns: array<array<mat2x4f, 4>, 32>, // column j of L, the Cholesky factor of the daily covariance
}

@group(0) @binding(1) var<uniform> model: Model;

var<private> growth: array<mat2x4f, 4>; // price / price at day 0 - 1
var<private> dayReturn: array<mat2x4f, 4>;

// The return of the path at firstOffset + thread of the chunk.
fn simulateRound(firstOffset: u32, thread: u32) -> f32 {
  if (firstOffset + thread >= chunk.pathCount) {
    return 0.0;
  }
  let path = pathWords(pathAt(firstOffset + thread), chunk.key);
  startPath();
  startDay();
  var asset = 0u;
  var day = 0u;
  for (var block = 0u; day < chunk.stepCount; block++) {
    let shocks = pathNormals(block, path, chunk.key);
    for (var lane = 0u; lane < 4u; lane++) {
      addShock(asset, shocks[lane]);
      asset += 1u;
      if (asset == chunk.assetCount) {
        endDay();
        day += 1u;
        if (day == chunk.stepCount) {
          break; // the block's last normals belong to no day
        }
        startDay();
        asset = 0u;
      }
    }
  }
  return horizonReturn();
}

fn startPath() {
  growth[0] = mat2x4f();
  if (ASSET_OCTETS > 1u) { growth[1] = mat2x4f(); }
  if (ASSET_OCTETS > 2u) { growth[2] = mat2x4f(); }
  if (ASSET_OCTETS > 3u) { growth[3] = mat2x4f(); }
}

fn startDay() {
  dayReturn[0] = model.mean[0];
  if (ASSET_OCTETS > 1u) { dayReturn[1] = model.mean[1]; }
  if (ASSET_OCTETS > 2u) { dayReturn[2] = model.mean[2]; }
  if (ASSET_OCTETS > 3u) { dayReturn[3] = model.mean[3]; }
}

fn addShock(asset: u32, shock: f32) {
  dayReturn[0] += model.columns[asset][0] * shock;
  if (ASSET_OCTETS > 1u) { dayReturn[1] += model.columns[asset][1] * shock; }
  if (ASSET_OCTETS > 2u) { dayReturn[2] += model.columns[asset][2] * shock; }
  if (ASSET_OCTETS > 3u) { dayReturn[3] += model.columns[asset][3] * shock; }
}

fn endDay() {
  growth[0] = compound(growth[0], dayReturn[0]);
  if (ASSET_OCTETS > 1u) { growth[1] = compound(growth[1], dayReturn[1]); }
  if (ASSET_OCTETS > 2u) { growth[2] = compound(growth[2], dayReturn[2]); }
  if (ASSET_OCTETS > 3u) { growth[3] = compound(growth[3], dayReturn[3]); }
}

fn compound(g: mat2x4f, r: mat2x4f) -> mat2x4f {
  return mat2x4f(fma(g[0], r[0], g[0] + r[0]), fma(g[1], r[1], g[1] + r[1]));
}

fn horizonReturn() -> f32 {
  return (weighted(model.weights[0], growth[0]) + weighted(model.weights[1], growth[1])) +
    (weighted(model.weights[2], growth[2]) + weighted(model.weights[3], growth[3]));
}

fn weighted(w: mat2x4f, g: mat2x4f) -> f32 {
  return dot(w[0], g[0]) + dot(w[1], g[1]);
}
