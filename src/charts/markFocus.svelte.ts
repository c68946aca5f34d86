import type { TooltipContent } from './plot';

/** Which mark of a group the reader is at, and what its tooltip says. One for each group of marks. */
export class MarkFocus {
  /** The last mark that pointer or keyboard reached. */
  index: number | undefined = $state();
  tooltip: TooltipContent | undefined = $state.raw();

  show(index: number, tooltip: TooltipContent): void {
    this.index = index;
    this.tooltip = tooltip;
  }

  hide(): void {
    this.tooltip = undefined;
  }
}
