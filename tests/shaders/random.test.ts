import { describe, expect, it } from 'vitest';
import { drawWords, gpuNormals, gpuRandom, shapeNormals } from '../../src/gpu/draw';
import { cosReduced, log, sinReduced } from '../../src/math/elementary';
import { LARGEST_NORMAL, NORMAL_BOUND, pathNormals, radiusUniform } from '../../src/math/normals';
import { philox } from '../../src/math/philox';
import { gpu } from './adapter';

const hexadecimal = (words: number[]): string =>
  words.map((word) => word.toString(16).padStart(8, '0')).join(' ');

function worstDistance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return Array.from(actual, (z, i) => Math.abs(z - expected[i]!)).reduce((a, b) => Math.max(a, b));
}

describe('Philox4x32-10 on the GPU', () => {
  // Known answers of Random123 (Salmon et al.), kat_vectors.
  it.each([
    { counter: [0, 0, 0, 0], key: [0, 0], words: '6627e8d5 e169c58d bc57ac4c 9b00dbd8' },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      words: '408f276d 41c83b0e a20bc7c6 6d5451fd',
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      words: 'd16cfe09 94fdcceb 5001e420 24126ea1',
    },
  ])('gives the published words $words', async ({ counter, key, words }) => {
    expect(hexadecimal(await gpuRandom(gpu, counter, key))).toBe(words);
  });

  it('gives the words of its TypeScript twin for 10,000 random counters and keys', async () => {
    const random = new Uint32Array(4);
    const word = (i: number, k: number): number => {
      philox(i, k, 0, 0, 0x5eed, 0, random);
      return random[0]!;
    };
    const blocks = Array.from({ length: 10_000 }, (_, i) => ({
      counter: [word(i, 0), word(i, 1), word(i, 2), word(i, 3)] as const,
      key: [word(i, 4), word(i, 5)] as const,
    }));
    const expected = new Uint32Array(4 * blocks.length);
    blocks.forEach(({ counter, key }, i) =>
      philox(...counter, ...key, expected.subarray(4 * i, 4 * i + 4)),
    );
    expect(await drawWords(gpu, blocks)).toEqual(expected);
  });
});

describe('normals on the GPU', () => {
  it.each([
    { seed: 0, path: 0 },
    { seed: 20_251_123, path: 5 },
    { seed: 2 ** 53 - 1, path: 2 ** 40 + 17 },
  ])(
    'are within NORMAL_BOUND of float64: 10,000 of seed $seed, path $path',
    async ({ seed, path }) => {
      const expected = new Float64Array(10_000);
      pathNormals(seed, path, expected);
      expect(worstDistance(await gpuNormals(gpu, seed, path, 10_000), expected)).toBeLessThan(
        NORMAL_BOUND,
      );
    },
  );

  it('hold the bound, and are never 0 or infinite, at the ends of every range of words', async () => {
    const lowest = [
      0, 1, 2, 0x7f, 0x80, 0x7fffff, 0x800000, 0x8001ff, 0x3fffffff, 0x40000000, 0x7fffffff,
    ];
    // The words about the mantissas 1/2 and sqrt(1/2), where the logarithm changes its exponent.
    const edges = [...lowest, 0xb504f2ff, 0xb504f300, 0xb504f500, 0x5a827999, 0x7fffffff];
    const words = [...edges, ...edges.map((word) => ~word >>> 0)];
    const pairs = words.flatMap((radius) => words.map((angle) => [radius, angle] as const));
    const normals = await shapeNormals(gpu, Uint32Array.from(pairs.flat()));
    expect(worstDistance(normals, pairs.flatMap(exactPair))).toBeLessThan(NORMAL_BOUND);
    expect(normals.every((z) => z !== 0 && Math.abs(z) <= LARGEST_NORMAL)).toBe(true);
    expect(Math.max(...normals)).toBeGreaterThan(6.7);
  });
});

/** Box & Muller, in float64: the angle is (j + 1/2) 2^-23 of a quarter turn about its quadrant's axis. */
function exactPair([radiusWord, angleWord]: readonly [number, number]): number[] {
  const radius = Math.sqrt(-2 * log(radiusUniform(radiusWord)));
  const angle = ((((angleWord >>> 7) & 0x7fffff) + 0.5) / 2 ** 22 - 1) * (Math.PI / 4);
  const [cosine, sine] = [radius * cosReduced(angle), radius * sinReduced(angle)];
  return [
    [cosine, sine],
    [-sine, cosine],
    [-cosine, -sine],
    [sine, -cosine],
  ][angleWord >>> 30]!;
}
