import { interpolateNumber, max, min, quantize } from 'd3';
import { bulkOf } from './binning';
import { fittingTicks } from './ticks';
import type { PlotSize } from './plot';

/** One side of a map: a quantity at ascending values, one a cell. */
export interface HeatAxis {
  title: string;
  values: number[];
  format: (value: number) => string;
}

/** How a value is tinted: -1 the strongest of the negative hue, 0 paper, 1 the strongest of the positive one. */
export interface ColourScale {
  shareOf: (value: number) => number;
  /** From the lowest to the highest value, evenly along the legend. */
  swatches: number[];
  /** The values that the legend names. */
  named: number[];
}

const SWATCHES = 24;
/** What a name takes of the legend. */
const NAME_WIDTH = 0.3;

/** Proportional to the value on both sides of zero, as far as the bulk of the values goes; those beyond are as strong. */
export function divergingScale(values: ArrayLike<number>): ColourScale {
  const { low, high } = bulkOf(Float64Array.from(values).filter(Number.isFinite).sort());
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return {
    shareOf: (value) => Math.min(Math.max(value / reach, -1), 1),
    swatches: quantize(interpolateNumber(low, high), SWATCHES),
    named: fittingTicks(low, high, 3, 1),
  };
}

/**
 * By how far a value falls short of the largest, on a logarithmic scale: a drop of 1 is seen beside one of thousands,
 * as a log-likelihood needs.
 */
export function shortfallScale(values: number[]): ColourScale {
  const known = values.filter(Number.isFinite);
  const [low, high] = [min(known) ?? 0, max(known) ?? 0];
  const whole = Math.log1p(high - low) || 1;
  const scale = {
    shareOf: (value: number) => 1 - Math.log1p(high - value) / whole,
    swatches: quantize((t) => high - Math.expm1((1 - t) * whole), SWATCHES),
  };
  const powers = Array.from(
    { length: 1 + Math.floor(Math.log10(Math.max(high - low, 1))) },
    (_, k) => high - 10 ** k,
  );
  const named = [high];
  for (const value of powers) {
    if (legendPlace(scale, named[0]!) - legendPlace(scale, value) >= NAME_WIDTH)
      named.unshift(value);
  }
  return { ...scale, named };
}

/** Where along the legend a value stands, from 0 to 1: at the swatch that is nearest from above. */
export function legendPlace({ swatches }: Pick<ColourScale, 'swatches'>, value: number): number {
  const next = swatches.findIndex((swatch) => swatch >= value);
  return (next < 0 ? swatches.length - 1 : next) / (swatches.length - 1);
}

/**
 * Where along `axis` a value lies: 0 at the first cell's middle, 1 at the second's, between
 * them in proportion of the logarithms where all are positive; undefined more than half a cell outside.
 */
export function placeOn(axis: number[], value: number): number | undefined {
  const isLogarithmic = axis.length > 1 && axis.every((each) => each > 0) && value > 0;
  const position = (v: number): number => (isLogarithmic ? Math.log(v) : v);
  const at = position(value);
  const places = axis.map(position);
  if (places.length === 1) return at === places[0] ? 0 : undefined;
  const next = places.findIndex((place) => place >= at);
  const right = Math.min(Math.max(next < 0 ? places.length - 1 : next, 1), places.length - 1);
  const [low, high] = [places[right - 1]!, places[right]!];
  const place = right - 1 + (at - low) / (high - low);
  return place >= -0.5 && place <= places.length - 0.5 ? place : undefined;
}

/** The cell of the largest value; undefined where no value is known. */
export function bestCell(values: number[][]): { row: number; column: number } | undefined {
  let best: { row: number; column: number } | undefined;
  values.forEach((row, i) =>
    row.forEach((value, j) => {
      if (Number.isFinite(value) && !(best && value <= values[best.row]![best.column]!)) {
        best = { row: i, column: j };
      }
    }),
  );
  return best;
}

export interface HeatMapLayout {
  cellWidth: number;
  cellHeight: number;
  /** Pixels of a place (see {@link placeOn}) from the left and from the top. */
  x: (place: number) => number;
  y: (place: number) => number;
  /** Every how many-th value has a label. */
  labelEvery: { column: number; row: number };
}

const LABEL_WIDTH = 52;
const LABEL_HEIGHT = 15;

/** The first row at the bottom, as on a vertical axis. */
export function heatMapLayout(columns: number, rows: number, size: PlotSize): HeatMapLayout {
  const cellWidth = size.width / columns;
  const cellHeight = size.height / rows;
  return {
    cellWidth,
    cellHeight,
    x: (place) => (place + 0.5) * cellWidth,
    y: (place) => size.height - (place + 0.5) * cellHeight,
    labelEvery: {
      column: Math.ceil(LABEL_WIDTH / cellWidth),
      row: Math.ceil(LABEL_HEIGHT / cellHeight),
    },
  };
}
