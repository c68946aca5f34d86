/**
 * Philox4x32-10 in u32 lanes, one lane a path; twin of `src/math/philox.ts`.
 * Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 *
 * The counter is (block, path low, path high, stream). Block and path meet only in round 2: what comes before depends
 * on one of them alone and is computed once for all paths or once for all blocks. 15 of the 20 products remain.
 */
import { BLOCK_WORDS, GROUP, PATH_WORDS, ROUND_KEYS, VECTOR } from './memory';

const MULTIPLIER_0: u64 = 0xd2511f53;
const MULTIPLIER_1: u64 = 0xcd9e8d57;
const WEYL_0: u32 = 0x9e3779b9;
const WEYL_1: u32 = 0xbb67ae85;
const ROUNDS = 10;
/** Bytes of a round's keys and of a block's entry in BLOCK_WORDS. */
const KEYS = 8;
const ENTRY = 16;
/** Keys of round 3, the first in which every word differs from path to path and from block to block. */
const FIRST_KEYS = ROUND_KEYS + 3 * KEYS;
const END_OF_KEYS = ROUND_KEYS + ROUNDS * KEYS;

function key0(round: i32): u32 {
  return load<u32>(ROUND_KEYS + round * KEYS);
}

function key1(round: i32): u32 {
  return load<u32>(ROUND_KEYS + round * KEYS, 4);
}

/** Writes the keys of the ten rounds. */
export function setKey(k0: u32, k1: u32): void {
  for (let round = 0; round < ROUNDS; round++) {
    store<u32>(ROUND_KEYS + round * KEYS, k0);
    store<u32>(ROUND_KEYS + round * KEYS, k1, 4);
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
}

/** High halves of the four 64-bit products. */
function multiplyHigh(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b);
  const high = i64x2.extmul_high_i32x4_u(a, b);
  return v128.shuffle<u32>(low, high, 1, 3, 5, 7);
}

/**
 * Rounds 3 to 9 of two vectors of counters, a and b: independent, so that one's products hide the other's latency.
 * Writes the words 0 of a and b, the words 1, 2 and 3 to `out`: four groups.
 */
function finishRounds(
  a0: v128,
  a1: v128,
  a2: v128,
  a3: v128,
  b0: v128,
  b1: v128,
  b2: v128,
  b3: v128,
  out: usize,
): void {
  const m0 = i32x4.splat(<i32>MULTIPLIER_0);
  const m1 = i32x4.splat(<i32>MULTIPLIER_1);
  for (let key = FIRST_KEYS; key < END_OF_KEYS; key += KEYS) {
    const k0 = v128.load32_splat(key);
    const k1 = v128.load32_splat(key, 4);
    const aHigh = multiplyHigh(a0, m0);
    const aLow = i32x4.mul(a0, m0);
    a0 = v128.xor(v128.xor(multiplyHigh(a2, m1), a1), k0);
    a1 = i32x4.mul(a2, m1);
    a2 = v128.xor(v128.xor(aHigh, a3), k1);
    a3 = aLow;
    const bHigh = multiplyHigh(b0, m0);
    const bLow = i32x4.mul(b0, m0);
    b0 = v128.xor(v128.xor(multiplyHigh(b2, m1), b1), k0);
    b1 = i32x4.mul(b2, m1);
    b2 = v128.xor(v128.xor(bHigh, b3), k1);
    b3 = bLow;
  }
  v128.store(out, a0);
  v128.store(out, b0, VECTOR);
  v128.store(out, a1, GROUP);
  v128.store(out, b1, GROUP + VECTOR);
  v128.store(out, a2, 2 * GROUP);
  v128.store(out, b2, 2 * GROUP + VECTOR);
  v128.store(out, a3, 3 * GROUP);
  v128.store(out, b3, 3 * GROUP + VECTOR);
}

/** Tabulates what depends on the block: four u32 for each of the blocks firstBlock, firstBlock + 1, ... */
export function prepareBlocks(firstBlock: u32, blockCount: u32, pathHigh: u32, stream: u32): void {
  const c1 = <u32>(MULTIPLIER_1 * <u64>pathHigh);
  for (let i: u32 = 0; i < blockCount; i++) {
    const round0 = MULTIPLIER_0 * <u64>(firstBlock + i);
    const round1 = MULTIPLIER_1 * <u64>((<u32>(round0 >> 32)) ^ stream ^ key1(0));
    const round2 = MULTIPLIER_0 * <u64>((<u32>(round1 >> 32)) ^ c1 ^ key0(1));
    const entry = BLOCK_WORDS + i * ENTRY;
    store<u32>(entry, (<u32>round0) ^ key1(1));
    store<u32>(entry, (<u32>round1) ^ key0(2), 4);
    store<u32>(entry, (<u32>(round2 >> 32)) ^ key1(2), 8);
    store<u32>(entry, <u32>round2, 12);
  }
}

/** Keeps what depends on the path, for the 8 paths from pathLow on: the halves of round 1's product with word 0. */
export function preparePaths(pathLow: u32, pathHigh: u32): void {
  const high = (<u32>((MULTIPLIER_1 * <u64>pathHigh) >> 32)) ^ key0(0);
  const m0 = i32x4.splat(<i32>MULTIPLIER_0);
  const a = v128.xor(i32x4.add(i32x4.splat(pathLow), i32x4(0, 1, 2, 3)), i32x4.splat(high));
  const b = v128.xor(i32x4.add(i32x4.splat(pathLow), i32x4(4, 5, 6, 7)), i32x4.splat(high));
  v128.store(PATH_WORDS, multiplyHigh(a, m0));
  v128.store(PATH_WORDS, multiplyHigh(b, m0), VECTOR);
  v128.store(PATH_WORDS, i32x4.mul(a, m0), GROUP);
  v128.store(PATH_WORDS, i32x4.mul(b, m0), GROUP + VECTOR);
}

/** Writes the words of `blockCount` tabulated blocks from `firstEntry` on, for the 8 prepared paths: 4 groups a block. */
export function drawWords(firstEntry: u32, blockCount: u32, out: usize): void {
  const m1 = i32x4.splat(<i32>MULTIPLIER_1);
  const aHigh = v128.load(PATH_WORDS);
  const bHigh = v128.load(PATH_WORDS, VECTOR);
  const aLow = v128.load(PATH_WORDS, GROUP);
  const bLow = v128.load(PATH_WORDS, GROUP + VECTOR);
  const end = BLOCK_WORDS + (firstEntry + blockCount) * ENTRY;
  for (let entry = BLOCK_WORDS + firstEntry * ENTRY; entry < end; entry += ENTRY) {
    const word2 = v128.load32_splat(entry);
    const word0 = v128.load32_splat(entry, 4);
    const next2 = v128.load32_splat(entry, 8);
    const next3 = v128.load32_splat(entry, 12);
    const a2 = v128.xor(aHigh, word2);
    const b2 = v128.xor(bHigh, word2);
    finishRounds(
      v128.xor(multiplyHigh(a2, m1), word0),
      i32x4.mul(a2, m1),
      v128.xor(aLow, next2),
      next3,
      v128.xor(multiplyHigh(b2, m1), word0),
      i32x4.mul(b2, m1),
      v128.xor(bLow, next2),
      next3,
      out,
    );
    out += 4 * GROUP;
  }
}
