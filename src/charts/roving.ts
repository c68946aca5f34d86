/** One tab stop for a whole row or grid of marks; the arrow keys walk it (WAI-ARIA: roving tabindex). */

/** Where a key leads from mark `index` of `count`, laid out in rows of `columns`; undefined: not a key that walks. */
export function nextIndex(
  key: string,
  index: number,
  count: number,
  columns = count,
): number | undefined {
  const isOneRow = columns >= count;
  const step = isOneRow ? 1 : columns;
  const target = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index + step,
    ArrowUp: index - step,
    Home: 0,
    End: count - 1,
    PageDown: index + 10 * step,
    PageUp: index - 10 * step,
  }[key];
  if (target === undefined) return undefined;
  if (isOneRow || key === 'Home' || key === 'End') return Math.min(Math.max(target, 0), count - 1);
  return target >= 0 && target < count ? target : index;
}

/** Handles a key pressed on a mark (an element with `data-mark`): moves the focus among the marks of the same group. */
export function walkMarks(event: KeyboardEvent, index: number, columns?: number): void {
  const group = (event.currentTarget as Element).closest('[data-marks]');
  const marks = group?.querySelectorAll<SVGElement | HTMLElement>('[data-mark]') ?? [];
  const next = nextIndex(event.key, index, marks.length, columns);
  if (next === undefined) return;
  event.preventDefault();
  marks[next]?.focus();
}
