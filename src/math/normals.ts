/**
 * Standard normals as a pure function of (seed, path, index). This file is the specification; its twins are
 * `shaders/random.wgsl` and `src/wasm/kernel/normals.ts`, in float32 and equal to this to NORMAL_BOUND.
 *
 *   counter = (block, path low, path high, stream), key = (seed low, seed high)
 *   normal k of a path is lane k & 3 of block k >> 2
 *   lanes 0, 1 come from words 0, 1 of the block; lanes 2, 3 from words 2, 3 (Box & Muller 1958):
 *     radius = sqrt(-2 ln u),  (cos, sin) of angle
 *
 * Both uniforms are odd integers of at most 24 bits times a power of two, hence exact in float32, never 0 and never 1.
 */
import { cosReduced, log, sinReduced } from './elementary';
import { philox } from './philox';

/** The stream (fourth counter word) of the shocks. */
export const SHOCK_STREAM = 0;

/** |normal in float32 - normal in float64| on any engine: measured 1.4e-6 near |z| = 6.7, stated with a margin. */
export const NORMAL_BOUND = 2.5e-6;

/** The largest |z| that can be drawn: sqrt(2 * 33 ln 2). */
export const LARGEST_NORMAL = 6.763706;

const QUARTER_PI = 0.7853981633974483;
const words = new Uint32Array(4);

/** Splits an integer of [0, 2^53) into its low and high 32 bits. */
export function splitInteger(value: number): [low: number, high: number] {
  return [value >>> 0, Math.floor(value / 0x100000000) >>> 0];
}

/**
 * The uniform of (0, 1) behind a radius. Words of 2^23 and more keep their top 23 bits, smaller ones all of theirs, so
 * that the tail is as fine as 32 bits allow: the smallest value is 2^-33, the largest 1 - 2^-24.
 */
export function radiusUniform(word: number): number {
  return word >= 0x800000 ? (((word >>> 9) << 1) | 1) * 2 ** -24 : ((word << 1) | 1) * 2 ** -33;
}

/**
 * Writes two normals made of two u32 words into out[at] and out[at + 1]. The top two bits of `angleWord` are the
 * quadrant, the next 23 an angle in (-pi/4, pi/4).
 */
function boxMuller(radiusWord: number, angleWord: number, out: Float64Array, at: number): void {
  const radius = Math.sqrt(-2 * log(radiusUniform(radiusWord)));
  const quadrant = angleWord >>> 30;
  const odd = (((angleWord >>> 7) & 0x7fffff) << 1) + 1 - 0x800000;
  const angle = odd * 2 ** -23 * QUARTER_PI;
  const cosine = cosReduced(angle);
  const sine = sinReduced(angle);
  const swap = (quadrant & 1) === 1;
  const cosineSign = quadrant === 1 || quadrant === 2 ? -1 : 1;
  const sineSign = quadrant >= 2 ? -1 : 1;
  out[at] = radius * cosineSign * (swap ? sine : cosine);
  out[at + 1] = radius * sineSign * (swap ? cosine : sine);
}

/** Fills `out` with the first out.length standard normals of one path. `seed` and `path`: integers of [0, 2^53). */
export function pathNormals(
  seed: number,
  path: number,
  out: Float64Array,
  stream = SHOCK_STREAM,
): void {
  const [keyLow, keyHigh] = splitInteger(seed);
  const [pathLow, pathHigh] = splitInteger(path);
  const block = new Float64Array(4);
  for (let first = 0; first < out.length; first += 4) {
    philox(first >>> 2, pathLow, pathHigh, stream, keyLow, keyHigh, words);
    boxMuller(words[0]!, words[1]!, block, 0);
    boxMuller(words[2]!, words[3]!, block, 2);
    for (let lane = 0; lane < 4 && first + lane < out.length; lane++) {
      out[first + lane] = block[lane]!;
    }
  }
}
