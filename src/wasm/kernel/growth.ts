/**
 * One day of a book, for a group of 8 paths. GROWTH holds the excess growth G, wealth less 1: it keeps the digits that
 * wealth near 1 would lose. A simple return r takes it to (1 + G)(1 + r) - 1 = G r + (G + r).
 */
import { multiplyAdd } from './arithmetic';
import { FACTOR, GROUP, GROWTH, LOADINGS, MEAN, VECTOR, WEIGHTS } from './memory';

const F32 = 4;
/** Rows of the factor worked on at once: 8 sums of products fill half of the registers. */
const BAND_ROWS = 4;

/** Day 0. */
export function clearGrowth(assetCount: i32): void {
  const end = GROWTH + assetCount * GROUP;
  for (let address = GROWTH; address < end; address += VECTOR) {
    v128.store(address, f32x4.splat(0));
  }
}

function grow(address: usize, r: v128): void {
  const growth = v128.load(address);
  v128.store(address, multiplyAdd(growth, r, f32x4.add(growth, r)));
}

/** The book back to its weights each day: r = drift + loadings . z, `normals` being N groups. */
export function growDaily(normals: usize, assetCount: i32, drift: f32): void {
  let a = f32x4.splat(drift);
  let b = a;
  const end = LOADINGS + assetCount * F32;
  for (let loading = LOADINGS; loading < end; loading += F32) {
    const l = v128.load32_splat(loading);
    a = multiplyAdd(l, v128.load(normals), a);
    b = multiplyAdd(l, v128.load(normals, VECTOR), b);
    normals += GROUP;
  }
  grow(GROWTH, a);
  grow(GROWTH + VECTOR, b);
}

/** Share counts fixed at day 0: each asset grows by its own r = m + L z. Works on whole bands: padding has r = 0. */
export function growHeld(normals: usize, assetCount: i32): void {
  let entry: usize = FACTOR;
  for (let row = 0; row < assetCount; row += BAND_ROWS) {
    const mean = MEAN + row * F32;
    let a0 = v128.load32_splat(mean);
    let a1 = v128.load32_splat(mean, F32);
    let a2 = v128.load32_splat(mean, 2 * F32);
    let a3 = v128.load32_splat(mean, 3 * F32);
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    const end = normals + (row + BAND_ROWS) * GROUP;
    for (let column = normals; column < end; column += GROUP) {
      const a = v128.load(column);
      const b = v128.load(column, VECTOR);
      const l0 = v128.load32_splat(entry);
      a0 = multiplyAdd(l0, a, a0);
      b0 = multiplyAdd(l0, b, b0);
      const l1 = v128.load32_splat(entry, F32);
      a1 = multiplyAdd(l1, a, a1);
      b1 = multiplyAdd(l1, b, b1);
      const l2 = v128.load32_splat(entry, 2 * F32);
      a2 = multiplyAdd(l2, a, a2);
      b2 = multiplyAdd(l2, b, b2);
      const l3 = v128.load32_splat(entry, 3 * F32);
      a3 = multiplyAdd(l3, a, a3);
      b3 = multiplyAdd(l3, b, b3);
      entry += BAND_ROWS * F32;
    }
    const growth = GROWTH + row * GROUP;
    grow(growth, a0);
    grow(growth + VECTOR, b0);
    grow(growth + GROUP, a1);
    grow(growth + GROUP + VECTOR, b1);
    grow(growth + 2 * GROUP, a2);
    grow(growth + 2 * GROUP + VECTOR, b2);
    grow(growth + 3 * GROUP, a3);
    grow(growth + 3 * GROUP + VECTOR, b3);
  }
}

/** For the benchmark: the sum of the normals stands for a return, so that no draw can be optimised away. */
export function addNormals(normals: usize, assetCount: i32): void {
  let a = v128.load(GROWTH);
  let b = v128.load(GROWTH, VECTOR);
  const end = normals + assetCount * GROUP;
  for (; normals < end; normals += GROUP) {
    a = f32x4.add(a, v128.load(normals));
    b = f32x4.add(b, v128.load(normals, VECTOR));
  }
  v128.store(GROWTH, a);
  v128.store(GROWTH, b, VECTOR);
}

/** The book's return where GROWTH holds its assets': their weighted sum, left in GROWTH's first group. */
export function weighAssets(assetCount: i32): void {
  let a = f32x4.splat(0);
  let b = a;
  for (let i = 0; i < assetCount; i++) {
    const weight = v128.load32_splat(WEIGHTS + i * F32);
    a = multiplyAdd(weight, v128.load(GROWTH + i * GROUP), a);
    b = multiplyAdd(weight, v128.load(GROWTH + i * GROUP, VECTOR), b);
  }
  v128.store(GROWTH, a);
  v128.store(GROWTH, b, VECTOR);
}
