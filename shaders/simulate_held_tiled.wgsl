// As simulate_held.wgsl, for 33 to 256 assets: a workgroup makes a tile of paths together. Each day its threads draw
// the tile's normals into workgroup memory; then each multiplies four rows of L by the normals of eight paths, four
// columns at a time, with all sums in registers.

override ASSET_QUADS: u32 = 64; // ceil(N / 4), from 9 to WORKGROUP_SIZE
override PATHS_PER_ROUND: u32 = 8u * (WORKGROUP_SIZE / ASSET_QUADS);

struct Model {
  weights: array<vec4f, 64>, // fractions of net asset value at day 0; 0 beyond N, as the rest
  mean: array<vec4f, 64>, // simple daily returns
  columns: array<vec4f>, // L by columns, ASSET_QUADS vectors each, between three columns of zeros and three more
}

@group(0) @binding(1) var<storage, read> model: Model;

// A day's normals [block of four][path of the tile]; at the end, the values of [four assets][path of the tile].
var<workgroup> tile: array<vec4f, WORKGROUP_SIZE * 9u>;

// The return of the path at firstOffset + thread of the chunk, for thread < PATHS_PER_ROUND.
fn simulateRound(firstOffset: u32, thread: u32) -> f32 {
  let quad = thread % ASSET_QUADS;
  let path = 8u * (thread / ASSET_QUADS);
  let isWorking = path < PATHS_PER_ROUND;
  let mean = mat4x4f(model.mean[quad], model.mean[quad], model.mean[quad], model.mean[quad]);
  // price / price at day 0 - 1 of four assets (rows) on paths 0 to 3 and 4 to 7 of the thread (columns).
  var growthA = mat4x4f();
  var growthB = mat4x4f();
  for (var day = 0u; day < chunk.stepCount; day++) {
    let first = day * chunk.assetCount; // the day's first normal, in its block's lane first & 3
    drawDay(first, firstOffset, thread);
    workgroupBarrier();
    if (isWorking) {
      var returnA = mean;
      var returnB = mean;
      // L is lower triangular: these four rows end with column 4 quad + 3. Lanes of other days meet columns of zeros.
      let blockCount = (min(4u * quad + 4u, chunk.assetCount) + (first & 3u) + 3u) / 4u;
      for (var block = 0u; block < blockCount; block++) {
        let factor = fourColumns(4u * block + 3u - (first & 3u), quad);
        returnA += factor * fourPaths(block, path);
        returnB += factor * fourPaths(block, path + 4u);
      }
      growthA = compound(growthA, returnA);
      growthB = compound(growthB, returnB);
    }
    workgroupBarrier();
  }
  if (isWorking) {
    for (var p = 0u; p < 4u; p++) {
      tile[quad * PATHS_PER_ROUND + path + p] = model.weights[quad] * growthA[p];
      tile[quad * PATHS_PER_ROUND + path + 4u + p] = model.weights[quad] * growthB[p];
    }
  }
  workgroupBarrier();
  let total = sumAssets(thread);
  workgroupBarrier();
  return total;
}

// Writes the blocks that hold the day's normals. One that two days share is drawn on both.
fn drawDay(first: u32, firstOffset: u32, thread: u32) {
  let firstBlock = first / 4u;
  let blockCount = (first + chunk.assetCount + 3u) / 4u - firstBlock;
  for (var i = thread; i < blockCount * PATHS_PER_ROUND; i += WORKGROUP_SIZE) {
    let path = pathWords(pathAt(firstOffset + i % PATHS_PER_ROUND), chunk.key);
    tile[i] = pathNormals(firstBlock + i / PATHS_PER_ROUND, path, chunk.key);
  }
}

fn fourColumns(padded: u32, quad: u32) -> mat4x4f {
  let at = padded * ASSET_QUADS + quad;
  return mat4x4f(
    model.columns[at],
    model.columns[at + ASSET_QUADS],
    model.columns[at + 2u * ASSET_QUADS],
    model.columns[at + 3u * ASSET_QUADS],
  );
}

fn fourPaths(block: u32, path: u32) -> mat4x4f {
  let at = block * PATHS_PER_ROUND + path;
  return mat4x4f(tile[at], tile[at + 1u], tile[at + 2u], tile[at + 3u]);
}

fn compound(g: mat4x4f, r: mat4x4f) -> mat4x4f {
  return mat4x4f(
    fma(g[0], r[0], g[0] + r[0]),
    fma(g[1], r[1], g[1] + r[1]),
    fma(g[2], r[2], g[2] + r[2]),
    fma(g[3], r[3], g[3] + r[3]),
  );
}

// In the order of the assets, whatever the workgroup's size.
fn sumAssets(path: u32) -> f32 {
  var total = vec4f();
  if (path < PATHS_PER_ROUND) {
    for (var quad = 0u; quad < ASSET_QUADS; quad++) {
      total += tile[quad * PATHS_PER_ROUND + path];
    }
  }
  return (total.x + total.y) + (total.z + total.w);
}
