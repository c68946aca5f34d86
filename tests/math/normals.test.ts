import { describe, expect, it } from 'vitest';
import { cosReduced, log, sinReduced } from '../../src/math/elementary';
import { LARGEST_NORMAL, pathNormals, radiusUniform, splitInteger } from '../../src/math/normals';

function draw(seed: number, path: number, count: number): Float64Array {
  const normals = new Float64Array(count);
  pathNormals(seed, path, normals);
  return normals;
}

describe('elementary functions', () => {
  // Math's own are within 1 ulp of the truth, and so are these: two ulps apart at most.
  const twoUlps = 4.5e-16;

  it('log agrees with Math.log over the uniforms that are drawn', () => {
    for (let k = 1; k < 10_000; k++) {
      for (const x of [k / 10_000, 2 ** (-k / 300), 1 - 2 ** -(1 + (k % 24))]) {
        expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(twoUlps * Math.abs(Math.log(x)));
      }
    }
  });

  it('sine and cosine agree with Math on [-pi/4, pi/4]', () => {
    for (let k = -5000; k <= 5000; k++) {
      const x = (k / 5000) * (Math.PI / 4);
      expect(Math.abs(sinReduced(x) - Math.sin(x))).toBeLessThanOrEqual(twoUlps);
      expect(Math.abs(cosReduced(x) - Math.cos(x))).toBeLessThanOrEqual(twoUlps);
    }
  });
});

describe('the uniform behind a radius', () => {
  it('is never 0 and never 1, and is exact in float32', () => {
    const words = [0, 1, 0x7fffff, 0x800000, 0x800001, 0xfffffffe, 0xffffffff];
    const uniforms = words.map(radiusUniform);
    expect(uniforms[0]).toBe(2 ** -33);
    expect(uniforms.at(-1)).toBe(1 - 2 ** -24);
    for (const u of uniforms) expect(Math.fround(u)).toBe(u);
  });

  it('grows with its word, and stays within half a step of (word + 1/2) / 2^32', () => {
    let previous = 0;
    for (let word = 0; word < 2 ** 32; word += 997_331) {
      const u = radiusUniform(word);
      expect(u).toBeGreaterThan(previous);
      expect(Math.abs(u - (word + 0.5) / 2 ** 32)).toBeLessThanOrEqual(2 ** -24);
      previous = u;
    }
  });
});

describe('normals', () => {
  const count = 1_000_000;
  const normals = draw(7, 3, count);

  it('have the moments of the standard normal law, to 5 standard errors', () => {
    const moment = (power: number): number =>
      normals.reduce((sum, z) => sum + z ** power, 0) / count;
    // Var z = 1, Var z^2 = 2, Var z^3 = 15, Var z^4 = 96.
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / count));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / count));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
  });

  it.each([
    [1, 0.31731050786],
    [2, 0.04550026389],
    [3, 0.00269979606],
    [4, 0.0000633424837],
  ])('lie beyond %d as often as they should, to 5 standard errors', (threshold, probability) => {
    const beyond = normals.filter((z) => Math.abs(z) > threshold).length;
    expect(Math.abs(beyond - count * probability)).toBeLessThan(5 * Math.sqrt(count * probability));
  });

  it('neighbours, and neighbouring paths, are uncorrelated to 5 standard errors', () => {
    const other = draw(7, 4, count);
    let [lag, across] = [0, 0];
    for (let i = 1; i < count; i++) {
      lag += normals[i]! * normals[i - 1]!;
      across += normals[i]! * other[i]!;
    }
    expect(Math.abs(lag)).toBeLessThan(5 * Math.sqrt(count));
    expect(Math.abs(across)).toBeLessThan(5 * Math.sqrt(count));
  });

  it('are finite, never 0 and never beyond the stated largest', () => {
    expect(normals.every((z) => Math.abs(z) > 0 && Math.abs(z) <= LARGEST_NORMAL)).toBe(true);
    expect(Math.sqrt(-2 * log(radiusUniform(0)))).toBeCloseTo(LARGEST_NORMAL, 5);
  });

  it('are a function of (seed, path, index) alone: a shorter draw is the start of a longer one', () => {
    expect(draw(7, 3, 11)).toEqual(normals.slice(0, 11));
    expect(draw(8, 3, 4)).not.toEqual(normals.slice(0, 4));
    expect(draw(7 + 2 ** 32, 3, 4)).not.toEqual(normals.slice(0, 4));
    expect(draw(7, 3 + 2 ** 32, 4)).not.toEqual(normals.slice(0, 4));
  });

  it('split 53-bit integers into words', () => {
    expect(splitInteger(2 ** 53 - 1)).toEqual([0xffffffff, 0x1fffff]);
  });
});
