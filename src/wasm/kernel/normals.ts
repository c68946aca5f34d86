/**
 * Standard normals in f32 lanes; twin of `src/math/normals.ts` (Box & Muller 1958), equal to it to NORMAL_BOUND. The
 * uniforms are the same numbers exactly. Polynomials: minimax fits of our own, with their relative error before
 * rounding to f32.
 *
 * Constants lie in memory because V8 rebuilds a vector literal from two 64-bit immediates at every use; loaded before a
 * loop they stay in registers. That is also why radii and angles have a loop each: together they need too many.
 */
import { multiplyAdd } from './arithmetic';
import { GROUP, VECTOR } from './memory';

/** Bytes of a pair of normals: a group each. */
const PAIR = 2 * GROUP;

/** Bits of sqrt(1/2): mantissas lie in [sqrt(1/2), sqrt(2)), so that the logarithm loses nothing near 1. */
const SQRT_HALF: i32 = 0x3f3504f3;
const MANTISSA_BITS: i32 = 0x007fffff;
/** Bits of 1; or-ed to 23 bits, they give a number of [1, 2). */
const ONE: i32 = 0x3f800000;

const RADIUS_BITS = memory.data<i32>([SQRT_HALF + (23 << 23), SQRT_HALF, MANTISSA_BITS, -9], 16);
/** 1/2, 1, -2 ln 2; then -2 ln((1 + s) / (1 - s)) / s by powers of s^2, |s| < 0.172: 1.5e-7. */
const RADIUS = memory.data<f32>([0.5, 1, -1.3862944, -4, -1.3331118, -0.82406896], 16);

const ANGLE_BITS = memory.data<i32>([ONE, 0x80000000], 16);
/** 3/2, 2^-24; then sin(h pi/2) / h by powers of h^2, |h| < 1/2: 3e-9; then cos(h pi/2) - 1 from h^2 on: 3e-8. */
const ANGLE = memory.data<f32>(
  [
    1.5, 5.9604645e-8, 1.5707964, -0.6459635, 0.07968023, -0.004602177, -1.233698, 0.25360635,
    -0.02042625,
  ],
  16,
);

function constant(table: usize, index: i32): v128 {
  return v128.load32_splat(table + 4 * index);
}

/** From the first vector of a group to its second, from there over the next group to the one after it. */
function nextVector(at: usize): usize {
  return at + VECTOR + 2 * (at & VECTOR);
}

/** Replaces words 0 and 2 of each block by sqrt(-2 ln u), u the uniform of `radiusUniform`. */
function wordsToRadii(from: usize, end: usize): void {
  const unitOffset = constant(RADIUS_BITS, 0);
  const sqrtHalf = constant(RADIUS_BITS, 1);
  const mantissaBits = constant(RADIUS_BITS, 2);
  const fineExponent = constant(RADIUS_BITS, 3);
  const half = constant(RADIUS, 0);
  const one = constant(RADIUS, 1);
  const minusTwoLog2 = constant(RADIUS, 2);
  const p0 = constant(RADIUS, 3);
  const p1 = constant(RADIUS, 4);
  const p2 = constant(RADIUS, 5);
  for (let at = from; at < end; at = nextVector(at)) {
    const word = v128.load(at);
    // u = (n + 1/2) 2^-23 with n the top 23 bits; where they hold nothing above 2^-9, (word + 1/2) 2^-32.
    const isFine = i32x4.eq(i32x4.shr_u(word, 23), i32x4.splat(0));
    const integer = v128.bitselect(word, i32x4.shr_u(word, 9), isFine);
    const scaled = f32x4.add(f32x4.convert_i32x4_s(integer), half);
    // u = m 2^e, by the bits of the float.
    const offset = i32x4.sub(scaled, unitOffset);
    const e = i32x4.add(i32x4.shr_s(offset, 23), v128.and(isFine, fineExponent));
    const m = i32x4.add(v128.and(offset, mantissaBits), sqrtHalf);
    const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
    const w = f32x4.mul(s, s);
    const series = multiplyAdd(multiplyAdd(p2, w, p1), w, p0);
    const minusTwoLog = multiplyAdd(series, s, f32x4.mul(f32x4.convert_i32x4_s(e), minusTwoLog2));
    v128.store(at, f32x4.sqrt(minusTwoLog));
  }
}

/** Replaces each pair of a radius and an angle word by two normals. */
function anglesToNormals(from: usize, end: usize): void {
  const one = constant(ANGLE_BITS, 0);
  const signBit = constant(ANGLE_BITS, 1);
  const oneAndHalf = constant(ANGLE, 0);
  const halfUnit = constant(ANGLE, 1);
  const s0 = constant(ANGLE, 2);
  const s1 = constant(ANGLE, 3);
  const s2 = constant(ANGLE, 4);
  const s3 = constant(ANGLE, 5);
  const c1 = constant(ANGLE, 6);
  const c2 = constant(ANGLE, 7);
  const c3 = constant(ANGLE, 8);
  for (let at = from; at < end; at = nextVector(at)) {
    const radius = v128.load(at);
    const word = v128.load(at, GROUP);
    // 23 bits below the quadrant's two: h in (-1/2, 1/2), an odd multiple of 2^-24; the angle is h pi/2.
    const fraction = v128.or(i32x4.shr_u(i32x4.shl(word, 2), 9), one);
    const h = f32x4.add(f32x4.sub(fraction, oneAndHalf), halfUnit);
    const q = f32x4.mul(h, h);
    const sine = f32x4.mul(h, multiplyAdd(multiplyAdd(multiplyAdd(s3, q, s2), q, s1), q, s0));
    const cosine = multiplyAdd(multiplyAdd(multiplyAdd(c3, q, c2), q, c1), q, one);
    // Odd quadrants swap the two; the sine is negative in quadrants 2 and 3, the cosine in 1 and 2.
    const shifted = i32x4.shl(word, 1);
    const swap = v128.and(v128.xor(sine, cosine), i32x4.shr_s(shifted, 31));
    const cosineSign = v128.and(v128.xor(word, shifted), signBit);
    const sineSign = v128.and(word, signBit);
    const x = v128.xor(v128.xor(cosine, swap), cosineSign);
    const y = v128.xor(v128.xor(sine, swap), sineSign);
    v128.store(at, f32x4.mul(radius, x));
    v128.store(at, f32x4.mul(radius, y), GROUP);
  }
}

/** Turns `blockCount` blocks of Philox words, 4 groups each, into normals, in place. */
export function wordsToNormals(words: usize, blockCount: u32): void {
  const end = words + blockCount * 2 * PAIR;
  wordsToRadii(words, end);
  anglesToNormals(words, end);
}
