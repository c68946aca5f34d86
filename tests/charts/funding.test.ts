import { describe, expect, it } from 'vitest';
import { fundingBarsLayout } from '../../src/charts/fundingBarsLayout';
import { fundingCalendarLayout } from '../../src/charts/fundingCalendarLayout';
import { funding } from '../../src/inventory/funding';
import { fundingCalendar } from '../../src/inventory/fundingCalendar';
import { DEFAULT_FUNDING } from '../../src/lab/fundingState';
import { embeddedMarket } from '../reference/astraBook';

const size = { width: 600, height: 240 };

describe('funding bars', () => {
  const result = funding({ ...DEFAULT_FUNDING, baseRate: 0.036 });
  const positions = result.ok ? result.value.positions : [];
  const { x, bars, showsLabels } = fundingBarsLayout(positions, size);

  it('put costs left of zero, income right, as long as the dollars', () => {
    for (const [i, bar] of bars.entries()) {
      const { dailyFunding } = positions[i]!;
      expect(bar.isCost ? bar.x + bar.width : bar.x).toBeCloseTo(x(0), 9);
      expect(bar.isCost).toBe(dailyFunding < 0);
      expect(bar.width).toBeCloseTo((Math.abs(dailyFunding) * bars[0]!.width) / 47.32425, 9);
    }
  });
  it('leave room for the amounts inside the plot', () => {
    expect(showsLabels).toBe(true);
    for (const { labelX } of bars) {
      expect(labelX).toBeGreaterThanOrEqual(50);
      expect(labelX).toBeLessThanOrEqual(size.width - 50);
    }
  });
  it('stand in an empty book, and drop the text of a crowded one', () => {
    const flat = { ticker: 'AAA', notional: 0, annualRate: -0.04, dailyFunding: 0 };
    expect(fundingBarsLayout([flat], size).bars[0]!.width).toBe(0);
    expect(
      fundingBarsLayout(
        Array.from({ length: 100 }, () => flat),
        size,
      ).showsLabels,
    ).toBe(false);
  });
});

describe('the funding calendar', () => {
  const { dates } = embeddedMarket();
  const calendarOf = (from: string) => {
    const result = fundingCalendar(
      DEFAULT_FUNDING.positions,
      DEFAULT_FUNDING,
      { kind: 'constant', rate: 0.036 },
      dates.filter((date) => date >= from),
    );
    if (!result.ok) throw new Error(result.error.message);
    return result.value.accruals;
  };
  const twoYears = calendarOf('2024-02-05');

  it.each([
    ['two years on a desktop', twoYears, { width: 1340, height: 240 }],
    ['two years on a phone', twoYears, { width: 322, height: 240 }],
    ['six years on a phone', calendarOf('2020-01-02'), { width: 322, height: 240 }],
    ['a week', calendarOf('2025-12-24'), size],
  ])('%s: every day has a box of its own inside the plot', (_, accruals, size) => {
    const { boxes, dayAt } = fundingCalendarLayout(accruals, size);
    boxes.forEach(({ x, y, width, height }, day) => {
      expect(Math.min(width, height)).toBeGreaterThan(3);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(size.width);
      expect(y + height).toBeLessThanOrEqual(size.height);
      expect(dayAt(x + width / 2, y + height / 2)).toBe(day);
    });
  });
  it('has no day on a holiday', () => {
    const { boxes, dayAt } = fundingCalendarLayout(twoYears, size);
    const before = twoYears.findIndex(({ date }) => date === '2024-06-18');
    const { x, y, width, height } = boxes[before]!;
    expect(dayAt(x + width / 2, y + 1.5 * height + 1)).toBeUndefined();
  });
  it('cuts a day into the calendar days it pays for', () => {
    const slices = (outline: string): number => outline.split('M').length - 1;
    const { shades } = fundingCalendarLayout(twoYears, size);
    const drawn = shades.reduce((sum, { outline }) => sum + slices(outline), 0);
    expect(drawn).toBe(twoYears.reduce((sum, { days }) => sum + days, 0));
  });
  it('shades by dollars: weekends darker than weekdays, the longest break darkest', () => {
    const { shades } = fundingCalendarLayout(twoYears, size);
    // Of 4 days at most.
    expect(shades.map(({ strength }) => strength).sort()).toEqual([0.25, 0.5, 0.75, 1]);
    expect(shades.every(({ isCost }) => isCost)).toBe(true);
  });
  it('names the months that fit, years in January', () => {
    const labels = fundingCalendarLayout(twoYears, { width: 1340, height: 240 }).months.map(
      ({ label }) => label,
    );
    expect(labels[0]).toBe('Feb 2024');
    expect(labels).toContain('2025');
    expect(labels).toHaveLength(23);
  });
});
