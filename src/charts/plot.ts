/** What charts hand to the frame that all of them share. */

export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** The area inside the margins, pixels. */
export interface PlotSize {
  width: number;
  height: number;
}

/** The same numbers as text, for the table behind the chart. */
export interface ChartTable {
  columns: string[];
  rows: string[][];
}

/** Pixels from the plot's top left corner. */
export interface TooltipContent {
  x: number;
  y: number;
  lines: string[];
}

const ASSET_COLOURS = 8;

/** Colour of the i-th asset of the book; the list of app.css repeats after eight, so labels say the name too. */
export function assetColour(index: number): string {
  return `var(--asset-${index % ASSET_COLOURS})`;
}
