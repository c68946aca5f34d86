import { describe, expect, it } from 'vitest';
import { LARGEST_NORMAL, NORMAL_BOUND, pathNormals } from '../../src/math/normals';
import { philox } from '../../src/math/philox';
import { BUILDS, kernelInstance } from './builds';

type Words = [number, number, number, number];

/** Salmon et al.'s known answers (Random123, kat_vectors: philox4x32, 10 rounds): counter, key, words. */
const PUBLISHED: [Words, [number, number], Words][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

/** Seed 2026: the paths, of the first 2.4e9, whose first normal is largest and smallest in absolute value. */
const LARGEST_PATHS = [847_167_860, 18_323_903, 1_264_277_766, 63_487_689, 1_444_775_663];
const SMALLEST_PATHS = [1_629_742_360, 584_794_036, 1_091_904_834, 789_085_044, 2_146_902_170];

function float64Normals(seed: number, path: number, count: number): Float64Array {
  const normals = new Float64Array(count);
  pathNormals(seed, path, normals);
  return normals;
}

describe.each(BUILDS)('%s build', (build) => {
  const kernel = kernelInstance(build);

  it.each(PUBLISHED)('gives the published words of counter %j, key %j', (counter, key, words) => {
    expect(Array.from(kernel.random(counter, key))).toEqual(words);
  });

  it('gives the same words as the TypeScript twin for 10,000 counters and keys', () => {
    const state = new Uint32Array([1, 2, 3, 4]);
    const expected = new Uint32Array(4);
    for (let i = 0; i < 10_000; i++) {
      const [a, b, c, d] = state as unknown as Words;
      const counter: Words = [a, b, c, d];
      const key: [number, number] = [d ^ i, a + i];
      philox(...counter, ...key, expected);
      expect(kernel.random(counter, key)).toEqual(expected);
      state.set(expected);
    }
  });

  it('gives the specified normals of one path, point by point', () => {
    const normals = kernel.normals(2 ** 53 - 1, 12_345, 10_000);
    const expected = float64Normals(2 ** 53 - 1, 12_345, 10_000);
    let largestError = 0;
    normals.forEach((z, k) => {
      expect(z !== 0 && Number.isFinite(z)).toBe(true);
      largestError = Math.max(largestError, Math.abs(z - expected[k]!));
    });
    expect(largestError).toBeLessThan(NORMAL_BOUND);
  });

  it.each([0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 7, 2 ** 53 - 1])(
    'draws path %d as specified',
    (path) => {
      const normals = kernel.normals(7, path, 64);
      const expected = float64Normals(7, path, 64);
      normals.forEach((z, k) => expect(Math.abs(z - expected[k]!)).toBeLessThan(NORMAL_BOUND));
    },
  );

  it.each([...LARGEST_PATHS, ...SMALLEST_PATHS])('is as near on the extreme path %d', (path) => {
    const [z] = kernel.normals(2026, path, 1);
    const [expected] = float64Normals(2026, path, 1);
    expect(Math.abs(expected!) > 6 || Math.abs(expected!) < 2e-8).toBe(true);
    expect(Math.abs(z!)).toBeLessThan(LARGEST_NORMAL);
    expect(z).not.toBe(0);
    expect(Math.abs(z! - expected!)).toBeLessThan(NORMAL_BOUND);
  });

  it('has the moments and tails of a standard normal, to 5 standard errors', () => {
    const count = 2_000_000;
    const normals = kernel.normals(42, 0, count);
    let [sum, squares, beyond3] = [0, 0, 0];
    for (const z of normals) {
      sum += z;
      squares += z * z;
      if (Math.abs(z) > 3) beyond3++;
    }
    const beyond3Share = 0.0026997960632601866;
    expect(Math.abs(sum / count)).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs(squares / count - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(beyond3 / count - beyond3Share)).toBeLessThan(
      5 * Math.sqrt(beyond3Share / count),
    );
  });
});
