/**
 * Which WebAssembly this machine runs, asked with the smallest modules that use a feature: a function that returns
 * i8x16.popcnt (SIMD) or i8x16.relaxed_swizzle (relaxed SIMD) of splats. Bytes: GoogleChromeLabs/wasm-feature-detect.
 */
export type SimdBuild = 'plain' | 'relaxed';

// prettier-ignore
const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
];
// prettier-ignore
const RELAXED_SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15,
  253, 128, 2, 11,
];

/** The fastest build that this machine runs; undefined where WebAssembly or its SIMD is missing. */
export function supportedBuild(): SimdBuild | undefined {
  if (typeof WebAssembly !== 'object') return undefined;
  if (WebAssembly.validate(Uint8Array.from(RELAXED_SIMD))) return 'relaxed';
  if (WebAssembly.validate(Uint8Array.from(SIMD))) return 'plain';
  return undefined;
}
