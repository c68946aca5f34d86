import { describe, expect, it } from 'vitest';
import { LowestValues } from '../../src/math/lowestValues';
import { pathNormals } from '../../src/math/normals';

const values = new Float64Array(10_000);
pathNormals(5, 0, values);
const sorted = values.slice().sort();

describe('LowestValues', () => {
  it.each([1, 7, 500, 9999, 10_000, 20_000])('keeps the %d lowest, ascending', (capacity) => {
    const lowest = new LowestValues(capacity);
    for (let i = 0; i < 10_000; i += 333) lowest.add(values.subarray(i, i + 333));
    expect(lowest.ascending()).toEqual(sorted.slice(0, capacity));
  });

  it('can be read along the way', () => {
    const lowest = new LowestValues(10);
    lowest.add(values.subarray(0, 5000));
    expect(lowest.ascending()).toEqual(values.slice(0, 5000).sort().slice(0, 10));
    lowest.add(values.subarray(5000));
    expect(lowest.ascending()).toEqual(sorted.slice(0, 10));
  });

  it('keeps ties, descending input and what is smaller than all; passes NaN over', () => {
    const lowest = new LowestValues(3);
    lowest.add([5, 4, 4, 4, NaN, 3, -Infinity, 9]);
    expect(Array.from(lowest.ascending())).toEqual([-Infinity, 3, 4]);
  });
});
