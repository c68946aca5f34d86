import type { Accrual } from '../inventory/fundingCalendar';
import type { PlotSize } from './plot';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface FundingCalendarLayout {
  /** One box a trading day, in order; Monday to Friday down, weeks across, wrapped into lines as text is. */
  boxes: Box[];
  /** Drawings of all days of one shade, 0 (no funding) to 1 (the largest amount). */
  shades: { isCost: boolean; strength: number; outline: string }[];
  months: { x: number; y: number; label: string }[];
  weekdays: { y: number; label: string }[];
  /** The trading day at a point of the plot, pixels. */
  dayAt: (x: number, y: number) => number | undefined;
}

interface Grid {
  lines: number;
  weeksPerLine: number;
  cellWidth: number;
  cellHeight: number;
  lineHeight: number;
}

const DAY_MS = 86_400_000;
const WEEKDAYS = 5;
/** Room for the names of the months above a line of weeks, pixels. */
const MONTHS_HEIGHT = 18;
const MOST_LINES = 8;
const SHADES = 12;
const GAP = 1;
/** Cells no more than this much higher than wide. */
const MOST_UPRIGHT = 1.4;
const CHARACTER_WIDTH = 7.5;
const LABEL_GAP = 6;

/**
 * A calendar of accruals that fills its plot. A day's box is cut into as many slices as calendar days accrue on it:
 * Fridays show the weekend as three.
 */
export function fundingCalendarLayout(accruals: Accrual[], size: PlotSize): FundingCalendarLayout {
  const places = accruals.map(({ date }) => placeOf(date));
  const firstWeek = places[0]?.week ?? 0;
  const weeks = (places.at(-1)?.week ?? 0) - firstWeek + 1;
  const grid = gridOf(weeks, size);
  const boxes = places.map(({ week, weekday }) => boxOf(week - firstWeek, weekday, grid));
  const dayByPlace = new Map(
    places.map(({ week, weekday }, day) => [(week - firstWeek) * WEEKDAYS + weekday, day]),
  );
  return {
    boxes,
    shades: shadesOf(accruals, boxes),
    months: monthsOf(accruals, boxes, size.width),
    weekdays: weekdaysOf(grid),
    dayAt: (x, y) => {
      const line = Math.floor(y / grid.lineHeight);
      const column = Math.floor(x / grid.cellWidth);
      const row = Math.floor((y - line * grid.lineHeight - MONTHS_HEIGHT) / grid.cellHeight);
      if (column < 0 || column >= grid.weeksPerLine || row < 0 || row >= WEEKDAYS) return undefined;
      return dayByPlace.get((line * grid.weeksPerLine + column) * WEEKDAYS + row);
    },
  };
}

/** Weeks begin on Monday; 1970-01-01 was a Thursday. */
function placeOf(date: string): { week: number; weekday: number } {
  const days = Date.parse(date) / DAY_MS + 3;
  return { week: Math.floor(days / 7), weekday: days % 7 };
}

/** As many lines as make the cells largest. */
function gridOf(weeks: number, size: PlotSize): Grid {
  const grids = Array.from({ length: MOST_LINES }, (_, i) => {
    const lines = i + 1;
    const weeksPerLine = Math.ceil(weeks / lines);
    const cellWidth = size.width / Math.max(weeksPerLine, WEEKDAYS);
    const room = (size.height / lines - MONTHS_HEIGHT) / WEEKDAYS;
    const cellHeight = Math.min(room, cellWidth * MOST_UPRIGHT);
    return { lines, weeksPerLine, cellWidth, cellHeight, lineHeight: size.height / lines };
  });
  const smallestSide = ({ cellWidth, cellHeight }: Grid): number => Math.min(cellWidth, cellHeight);
  return grids.reduce((best, grid) => (smallestSide(grid) > smallestSide(best) ? grid : best));
}

function boxOf(week: number, weekday: number, grid: Grid): Box {
  const line = Math.floor(week / grid.weeksPerLine);
  return {
    x: (week % grid.weeksPerLine) * grid.cellWidth,
    y: line * grid.lineHeight + MONTHS_HEIGHT + weekday * grid.cellHeight,
    width: Math.max(grid.cellWidth - GAP, 0),
    height: Math.max(grid.cellHeight - GAP, 0),
  };
}

function shadesOf(accruals: Accrual[], boxes: Box[]): FundingCalendarLayout['shades'] {
  const largest = Math.max(...accruals.map(({ funding }) => Math.abs(funding)), Number.MIN_VALUE);
  const outlines = new Map<number, string>();
  accruals.forEach(({ funding, days }, i) => {
    const strength = Math.max(1, Math.round((Math.abs(funding) / largest) * SHADES));
    const shade = Math.sign(funding) * strength;
    outlines.set(shade, (outlines.get(shade) ?? '') + slices(boxes[i]!, days));
  });
  return [...outlines].map(([shade, outline]) => ({
    isCost: shade < 0,
    strength: Math.abs(shade) / SHADES,
    outline,
  }));
}

function slices({ x, y, width, height }: Box, count: number): string {
  const step = (height + GAP) / count;
  const one = (i: number): string =>
    `M${x} ${y + i * step}h${width}v${Math.max(step - GAP, step / 2)}h${-width}z`;
  return Array.from({ length: count }, (_, i) => one(i)).join('');
}

const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });

/** Above the week that a month begins in, where there is room; with the year at the start, the year alone in January. */
function monthsOf(
  accruals: Accrual[],
  boxes: Box[],
  plotWidth: number,
): FundingCalendarLayout['months'] {
  const months: FundingCalendarLayout['months'] = [];
  let end = { x: -Infinity, y: -Infinity };
  accruals.forEach(({ date }, i) => {
    const [year, month] = date.split('-');
    if (i > 0 && accruals[i - 1]!.date.startsWith(`${year}-${month}`)) return;
    const { x } = boxes[i]!;
    const y = boxes[i]!.y - (placeOf(date).weekday * (boxes[i]!.height + GAP) + 5);
    const name = MONTH.format(Date.parse(date));
    const label = i === 0 ? `${name} ${year}` : month === '01' ? year! : name;
    const width = label.length * CHARACTER_WIDTH;
    if ((y === end.y && x < end.x + LABEL_GAP) || x + width > plotWidth) return;
    months.push({ x, y, label });
    end = { x: x + width, y };
  });
  return months;
}

function weekdaysOf({ lines, lineHeight, cellHeight }: Grid): FundingCalendarLayout['weekdays'] {
  const middle = (line: number, row: number): number =>
    line * lineHeight + MONTHS_HEIGHT + (row + 0.5) * cellHeight;
  return Array.from({ length: lines }, (_, line) => [
    { y: middle(line, 0), label: 'Mon' },
    { y: middle(line, WEEKDAYS - 1), label: 'Fri' },
  ]).flat();
}
