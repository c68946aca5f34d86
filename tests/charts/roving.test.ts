import { describe, expect, it } from 'vitest';
import { nextIndex } from '../../src/charts/roving';

describe('one row of marks', () => {
  it('is walked by all four arrows, and stops at its ends', () => {
    expect(nextIndex('ArrowRight', 4, 10)).toBe(5);
    expect(nextIndex('ArrowUp', 4, 10)).toBe(3);
    expect(nextIndex('ArrowLeft', 0, 10)).toBe(0);
    expect(nextIndex('PageDown', 4, 10)).toBe(9);
    expect(nextIndex('Home', 4, 10)).toBe(0);
    expect(nextIndex('End', 4, 10)).toBe(9);
  });
  it('leaves other keys alone', () => {
    expect(nextIndex('Tab', 4, 10)).toBeUndefined();
    expect(nextIndex('a', 4, 10)).toBeUndefined();
  });
});

describe('a grid of marks', () => {
  it('moves up and down by rows', () => {
    expect(nextIndex('ArrowDown', 1, 9, 3)).toBe(4);
    expect(nextIndex('ArrowUp', 4, 9, 3)).toBe(1);
  });
  it('stays where a row would end', () => {
    expect(nextIndex('ArrowUp', 1, 9, 3)).toBe(1);
    expect(nextIndex('PageDown', 1, 9, 3)).toBe(1);
  });
});
