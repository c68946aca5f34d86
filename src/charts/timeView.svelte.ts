/** The bars in view and the bar under the cursor: one for all charts of a series, so that they move together. */

const FEWEST_BARS = 10;

export class TimeView {
  /** The bars in view: `from` to before `to`. */
  from: number = $state(0);
  to: number = $state(0);
  cursor: number | undefined = $state();
  /** Where a selection began; it ends at the cursor. */
  private anchor: number | undefined = $state();

  readonly selection: { from: number; to: number } | undefined = $derived.by(() => {
    const { anchor, cursor } = this;
    if (anchor === undefined || cursor === undefined || anchor === cursor) return undefined;
    return { from: Math.min(anchor, cursor), to: Math.max(anchor, cursor) + 1 };
  });

  constructor(readonly bars: number) {
    this.to = bars;
  }

  get isWhole(): boolean {
    return this.to - this.from === this.bars;
  }

  /** Brings a range of bars into view, moved and widened to what there is. */
  show(from: number, to: number): void {
    const width = Math.min(Math.max(Math.round(to - from), FEWEST_BARS), this.bars);
    this.from = Math.round(Math.min(Math.max(from, 0), this.bars - width));
    this.to = this.from + width;
    this.anchor = undefined;
  }

  showAll(): void {
    this.show(0, this.bars);
  }

  /** Shows `factor` times as many bars, the cursor or the middle staying where it is. */
  zoom(factor: number): void {
    const about = this.cursor ?? (this.from + this.to) / 2;
    this.show(about - (about - this.from) * factor, about + (this.to - about) * factor);
  }

  /** Moves on by a fraction of the view. */
  pan(fraction: number): void {
    const shift = Math.round(fraction * (this.to - this.from));
    this.show(this.from + shift, this.to + shift);
  }

  /** Puts the cursor on a bar, the view following; a selection goes on to there or ends. */
  moveTo(bar: number, isSelecting = false): void {
    if (!isSelecting) this.anchor = undefined;
    else this.anchor ??= this.cursor ?? bar;
    this.cursor = Math.min(Math.max(bar, 0), this.bars - 1);
    const { anchor } = this;
    if (this.cursor < this.from) this.show(this.cursor, this.cursor + this.to - this.from);
    if (this.cursor >= this.to) this.show(this.cursor + 1 - this.to + this.from, this.cursor + 1);
    this.anchor = anchor;
  }

  /** Zooms to what is selected. */
  showSelection(): void {
    if (this.selection) this.show(this.selection.from, this.selection.to);
  }

  /** What a key does: arrows move the cursor (with Shift they select), Enter shows the selection, + and - zoom, 0 shows all. */
  press(key: string, hasShift: boolean): boolean {
    const at = this.cursor ?? this.from;
    const page = Math.max(Math.round((this.to - this.from) / 10), 1);
    const target = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      PageUp: at + page,
      PageDown: at - page,
      Home: this.from,
      End: this.to - 1,
    }[key];
    if (target !== undefined) this.moveTo(target, hasShift);
    else if (key === 'Enter') this.showSelection();
    else if (key === '+' || key === '=') this.zoom(0.5);
    else if (key === '-') this.zoom(2);
    else if (key === '0') this.showAll();
    else if (key === 'Escape') this.anchor = undefined;
    else return false;
    return true;
  }
}
