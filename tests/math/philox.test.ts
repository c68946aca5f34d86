import { describe, expect, it } from 'vitest';
import { philox } from '../../src/math/philox';

type Words = [number, number, number, number];

function random(counter: Words, key: [number, number]): number[] {
  const out = new Uint32Array(4);
  philox(...counter, ...key, out);
  return Array.from(out);
}

/** The generator once more, from the paper, in exact integers. */
function philoxInBigInt(counter: Words, key: [number, number]): number[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const product0 = 0xd2511f53n * c0;
    const product1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [
      (product1 >> 32n) ^ c1 ^ k0,
      product1 & mask,
      (product0 >> 32n) ^ c3 ^ k1,
      product0 & mask,
    ];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3].map(Number);
}

describe('Philox4x32-10', () => {
  it.each([
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [Array(4).fill(0xffffffff), Array(2).fill(0xffffffff), '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ])(
    'gives the published vector of counter %j, key %j (Random123, kat_vectors)',
    (counter, key, expected) => {
      const words = random(counter as Words, key as [number, number]);
      expect(words.map((word) => word.toString(16).padStart(8, '0')).join(' ')).toBe(expected);
    },
  );

  it('equals an implementation in exact integers on 10,000 counters and keys', () => {
    let state = 1;
    const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
    for (let i = 0; i < 10_000; i++) {
      const counter: Words = [next(), next(), next(), next()];
      const key: [number, number] = [next(), next()];
      expect(random(counter, key)).toEqual(philoxInBigInt(counter, key));
    }
  });
});
