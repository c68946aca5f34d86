import { describe, expect, it } from 'vitest';
import { waterfallLayout } from '../../src/charts/waterfallLayout';

const size = { width: 600, height: 240 };
const rows = [
  { label: 'As published', from: 0, to: -3.72, isTotal: true, text: '−3.72' },
  { label: 'Costs', from: -3.72, to: -40, isTotal: false, text: '−36.28' },
  { label: 'Annualisation', from: -40, to: -30, isTotal: false, text: '+10.00' },
  { label: 'All on', from: 0, to: -30, isTotal: true, text: '−30.00' },
];

describe('a waterfall', () => {
  const { x, bars } = waterfallLayout(rows, 14, size);

  it('starts each bar where the one above ends; totals start from zero', () => {
    for (const [i, bar] of bars.entries()) {
      const { from, to, isTotal } = rows[i]!;
      expect(bar.x).toBeCloseTo(Math.min(x(isTotal ? 0 : from), x(to)), 9);
      expect(bar.width).toBeCloseTo(Math.abs(x(to) - x(isTotal ? 0 : from)), 9);
      expect(bar.endX).toBeCloseTo(x(to), 9);
    }
  });
  it('has room for the interval and for what the rows say', () => {
    expect(x(-44)).toBe(0);
    bars.forEach(({ labelX, x, width }, i) => {
      expect(labelX).toBeGreaterThan(x + width);
      // 7.2 pixels hold a character of 12 pixels.
      expect(labelX + rows[i]!.text.length * 7.2).toBeLessThanOrEqual(size.width);
    });
  });
  it('stands where nothing changes, and where all is zero', () => {
    const zero = { label: 'none', from: 0, to: 0, isTotal: true, text: '0.00' };
    const flat = waterfallLayout([zero, { ...zero, isTotal: false }], 0, size);
    for (const { x, width } of flat.bars) expect([x, width].every(Number.isFinite)).toBe(true);
  });
});
