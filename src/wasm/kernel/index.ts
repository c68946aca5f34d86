/**
 * The kernel: returns of a slice of paths, 8 at a time, one lane a path. The host writes the model into memory, calls
 * `open`, then `run` for each slice, and reads OUTPUT. A path's arithmetic depends on nothing but its index.
 */
import { addNormals, clearGrowth, growDaily, growHeld, weighAssets } from './growth';
import { BATCH_BLOCKS, GROUP, GROUP_PATHS, GROWTH, NORMALS, OUTPUT, VECTOR } from './memory';
import { wordsToNormals } from './normals';
import { drawWords, prepareBlocks, preparePaths, setKey } from './philox';

export { FACTOR, LOADINGS, MEAN, OUTPUT, SLICE_PATHS, WEIGHTS } from './memory';

/** What `run` makes of the normals. */
export const DAILY = 0;
export const HELD = 1;
export const DRAW_ONLY = 2;

/** The fourth word of the counter: the stream of the shocks. */
const SHOCK_STREAM = 0;
/** Bytes of a block of 4 normals of a group of paths. */
const BLOCK = 4 * GROUP;

let assetCount = 0;
let stepCount = 0;
let blockCount: u32 = 0;
let drift: f32 = 0;

/** Opens a model of N assets and T days under a seed. Its vectors and factor are in memory already. */
export function open(
  seedLow: u32,
  seedHigh: u32,
  assets: i32,
  steps: i32,
  portfolioDrift: f32,
): void {
  setKey(seedLow, seedHigh);
  assetCount = assets;
  stepCount = steps;
  blockCount = (assets * steps + 3) / 4;
  drift = portfolioDrift;
}

/**
 * Writes the returns of paths pathLow, pathLow + 1, ... (of the same pathHigh) to OUTPUT, at most SLICE_PATHS. A count
 * that is no multiple of 8 leaves the rest of the last group behind it.
 */
export function run(kind: i32, pathLow: u32, pathHigh: u32, count: u32): void {
  prepareBlocks(0, blockCount, pathHigh, SHOCK_STREAM);
  for (let done: u32 = 0; done < count; done += GROUP_PATHS) {
    preparePaths(pathLow + done, pathHigh);
    runGroup(kind);
    const output = OUTPUT + done * 4;
    v128.store(output, v128.load(GROWTH));
    v128.store(output, v128.load(GROWTH, VECTOR), VECTOR);
  }
}

/** Leaves the returns of the 8 prepared paths in GROWTH's first group. */
function runGroup(kind: i32): void {
  clearGrowth(assetCount);
  const stepBytes = assetCount * GROUP;
  let next: usize = NORMALS;
  let end: usize = NORMALS;
  let block: u32 = 0;
  for (let step = 0; step < stepCount; step++) {
    if (next + stepBytes > end) {
      end = moveToFront(next, end);
      next = NORMALS;
      const missing = <u32>((NORMALS + stepBytes - end + BLOCK - 1) / BLOCK);
      const blocks = min(max(missing, BATCH_BLOCKS), blockCount - block);
      drawWords(block, blocks, end);
      wordsToNormals(end, blocks);
      block += blocks;
      end += blocks * BLOCK;
    }
    if (kind == DAILY) growDaily(next, assetCount, drift);
    else if (kind == HELD) growHeld(next, assetCount);
    else addNormals(next, assetCount);
    next += stepBytes;
  }
  if (kind == HELD) weighAssets(assetCount);
}

/** Moves the normals not yet used to the front; returns their end. */
function moveToFront(from: usize, end: usize): usize {
  let to: usize = NORMALS;
  for (; from < end; from += VECTOR) {
    v128.store(to, v128.load(from));
    to += VECTOR;
  }
  return to;
}

/**
 * Writes normals 4 x firstBlock, ... of one path to OUTPUT: 4 f32 a block, at most SLICE_PATHS in all. Call `open`
 * again before the next `run`.
 */
export function normals(
  seedLow: u32,
  seedHigh: u32,
  pathLow: u32,
  pathHigh: u32,
  firstBlock: u32,
  blocks: u32,
): void {
  setKey(seedLow, seedHigh);
  prepareBlocks(firstBlock, blocks, pathHigh, SHOCK_STREAM);
  preparePaths(pathLow, pathHigh);
  for (let i: u32 = 0; i < blocks; i++) {
    drawWords(i, 1, NORMALS);
    wordsToNormals(NORMALS, 1);
    writeFirstLane(OUTPUT + i * 16);
  }
}

/** Writes the 4 words of a counter under a key to OUTPUT. Call `open` again before the next `run`. */
export function random(c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32): void {
  setKey(k0, k1);
  prepareBlocks(c0, 1, c2, c3);
  preparePaths(c1, c2);
  drawWords(0, 1, NORMALS);
  writeFirstLane(OUTPUT);
}

/** Writes what the first path has in the first block: 4 words or 4 normals. */
function writeFirstLane(to: usize): void {
  for (let k = 0; k < 4; k++) {
    store<u32>(to + k * 4, load<u32>(NORMALS + k * GROUP));
  }
}
