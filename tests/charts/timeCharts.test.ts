import { describe, expect, it } from 'vitest';
import { barTicks, barTimes, timeInWords } from '../../src/charts/barTimes';
import { worthDrawing } from '../../src/charts/decimate';
import { apart, timeChartLayout } from '../../src/charts/timeChartLayout';
import { TimeView } from '../../src/charts/timeView.svelte';

const size = { width: 600, height: 150 };
const wave = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 37) + Math.sin(i * i));

describe('what is worth drawing', () => {
  it('is every bar where there is a pixel for each', () => {
    expect(worthDrawing([3, 1, 2], 0, 3, 600)).toEqual([0, 1, 2]);
    expect(worthDrawing([3, 1, 2], 1, 2, 600)).toEqual([1]);
    expect(worthDrawing([], 0, 0, 600)).toEqual([]);
  });
  it('keeps the first, lowest, highest and last of every column', () => {
    const bars = worthDrawing(wave, 1000, 91_000, 600);
    expect(bars.length).toBeLessThanOrEqual(4 * 600);
    expect(bars).toEqual([...new Set(bars)].sort((a, b) => a - b));
    const kept = new Set(bars);
    for (let column = 0; column < 600; column++) {
      const start = 1000 + column * 150;
      const values = wave.subarray(start, start + 150);
      expect(kept.has(start) && kept.has(start + 149)).toBe(true);
      expect(kept.has(start + values.indexOf(Math.min(...values)))).toBe(true);
      expect(kept.has(start + values.indexOf(Math.max(...values)))).toBe(true);
    }
  });
  it('leaves out what is not finite', () => {
    expect(worthDrawing([NaN, 1, Infinity, 2, NaN], 0, 5, 600)).toEqual([1, 3]);
    expect(worthDrawing([NaN, NaN], 0, 2, 1)).toEqual([]);
  });
});

/** Five days of 390 minutes each, as in the embedded file. */
const minutes = barTimes(
  Array.from({ length: 1950 }, (_, i) => {
    const minute = 9 * 60 + 31 + (i % 390);
    const clock = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'));
    return `2019-02-${11 + Math.floor(i / 390)}T${clock.join(':')}:00-05:00`;
  }),
);

describe('times of bars', () => {
  it('are the days of a week, the hours of a day, the minutes of an hour', () => {
    expect(barTicks(minutes, 0, 1950, 6).map(({ label }) => label)).toEqual([
      '11 Feb',
      '12 Feb',
      '13 Feb',
      '14 Feb',
      '15 Feb',
    ]);
    expect(barTicks(minutes, 0, 390, 6).map(({ label }) => label)).toEqual([
      '09:31',
      '11:00',
      '13:00',
      '15:00',
    ]);
    expect(barTicks(minutes, 29, 60, 6)).toEqual([
      { bar: 29, label: '10:00' },
      { bar: 39, label: '10:10' },
      { bar: 49, label: '10:20' },
      { bar: 59, label: '10:30' },
    ]);
  });
  it('are years where there are many, at most as many as asked for', () => {
    const days = barTimes(
      Array.from({ length: 20_000 }, (_, i) => new Date(i * 864e5).toISOString().slice(0, 10)),
    );
    const ticks = barTicks(days, 0, 20_000, 6);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks[0]).toEqual({ bar: 0, label: '1970' });
  });
  it('stand where there is but one bar', () => {
    expect(barTicks(barTimes(['2019-02-11']), 0, 1, 6)).toEqual([{ bar: 0, label: '11 Feb' }]);
  });
  it('read as words', () => {
    expect(timeInWords('2019-02-11T09:31:00-05:00')).toBe('11 Feb 2019, 09:31');
    expect(timeInWords('2024-12-03')).toBe('3 Dec 2024');
  });
});

describe('a time chart', () => {
  const line = { label: 'a', values: wave, colour: 'red' };

  it('draws no more points than its width has use for', () => {
    const { lines } = timeChartLayout({ lines: [line] }, { from: 0, to: 100_000 }, size);
    expect(lines[0]!.split('L').length).toBeLessThanOrEqual(4 * 600);
  });
  it('takes its range from the settled bars and the levels', () => {
    const values = [1070, 112, 12, 1, -1, 0.5];
    const series = {
      lines: [{ ...line, values }],
      levels: [{ value: 2, label: 'entry' }],
      settledFrom: 3,
    };
    const [low, high] = timeChartLayout(series, { from: 0, to: 6 }, size).y.domain();
    // From −1 to 2, and 6 % of air on each side.
    expect(low).toBeCloseTo(-1.18, 12);
    expect(high).toBeCloseTo(2.18, 12);
    // Only unsettled bars in view: they are what there is.
    expect(timeChartLayout(series, { from: 0, to: 3 }, size).y.domain()[1]).toBeGreaterThan(1070);
  });
  it('has a range where nothing is finite, and where nothing moves', () => {
    const none = timeChartLayout(
      { lines: [{ ...line, values: [NaN, NaN] }] },
      { from: 0, to: 2 },
      size,
    );
    expect(none.y.domain()).toEqual([0, 1]);
    expect(none.lines).toEqual(['']);
    expect(none.labels).toEqual([]);
    const flat = timeChartLayout(
      { lines: [{ ...line, values: [5, 5] }] },
      { from: 0, to: 2 },
      size,
    );
    expect(flat.y(5)).toBeCloseTo(75, 9);
  });
  it('draws the band between its edges, and only the marks in view', () => {
    const series = {
      lines: [{ ...line, values: [1, 2, 3] }],
      band: { middle: [1, 2, 3], deviation: [0.5, 0.5, 0.5], times: 2, colour: 'red' },
      marks: [
        { bar: 0, shape: 'up' as const },
        { bar: 2, shape: 'down' as const },
        { bar: 2, shape: 'down' as const },
      ],
    };
    const { band, marks, y } = timeChartLayout(series, { from: 1, to: 3 }, size);
    expect(band.split(/[ML]/).length - 1).toBe(4);
    expect(marks.up).toBe('');
    // Its edges belong to the range: 1 to 4, and 6 % of air on each side.
    const [low, high] = y.domain() as [number, number];
    expect([low, high]).toEqual([1 - 0.18, 4 + 0.18]);
    expect(marks.down.split('M').length - 1).toBe(1);
  });
  it('fits what is clipped only when asked', () => {
    const series = {
      lines: [
        { ...line, values: [1, 2] },
        { ...line, values: [90, 100], isClipped: true },
      ],
      levels: [{ value: -50, label: 'far', isClipped: true }],
    };
    const domainOf = (fitsAll: boolean) =>
      timeChartLayout(series, { from: 0, to: 2 }, size, fitsAll).y.domain();
    expect(domainOf(false)).toEqual([0.94, 2.06]);
    expect(domainOf(true)).toEqual([-59, 109]);
  });
  it('sets names apart, in their order, inside the plot', () => {
    expect(apart([50, 52, 90], 150)).toEqual([50, 64, 90]);
    expect(apart([148, 150, -20], 150)).toEqual([136, 150, 0]);
  });
});

describe('the view of a series', () => {
  it('zooms about the cursor, pans, and stays inside', () => {
    const view = new TimeView(1000);
    view.moveTo(500);
    view.zoom(0.5);
    expect([view.from, view.to]).toEqual([250, 750]);
    view.pan(1);
    expect([view.from, view.to]).toEqual([500, 1000]);
    view.zoom(4);
    expect(view.isWhole).toBe(true);
    view.show(400, 401);
    expect(view.to - view.from).toBe(10);
  });
  it('by keyboard: Shift and the arrows select, Enter shows, 0 shows all', () => {
    const view = new TimeView(1000);
    view.press('Home', false);
    expect(view.cursor).toBe(0);
    view.press('PageDown', false);
    expect(view.cursor).toBe(0);
    view.press('PageUp', true);
    view.press('ArrowRight', true);
    expect(view.selection).toEqual({ from: 0, to: 102 });
    view.press('Enter', false);
    expect([view.from, view.to]).toEqual([0, 102]);
    expect(view.selection).toBeUndefined();
    view.press('End', false);
    view.press('ArrowRight', false);
    expect([view.from, view.to]).toEqual([1, 103]);
    view.press('0', false);
    expect(view.isWhole).toBe(true);
    expect(view.press('x', false)).toBe(false);
  });
  it('drops a selection with Escape or the next plain step', () => {
    const view = new TimeView(100);
    view.moveTo(5);
    view.moveTo(9, true);
    expect(view.selection).toEqual({ from: 5, to: 10 });
    view.press('Escape', false);
    expect(view.selection).toBeUndefined();
    view.moveTo(20, true);
    view.moveTo(21);
    expect(view.selection).toBeUndefined();
  });
  it('shows a series shorter than the least view', () => {
    const view = new TimeView(3);
    view.zoom(0.5);
    expect([view.from, view.to]).toEqual([0, 3]);
  });
});
