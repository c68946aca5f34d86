import { contours, polygonContains, scaleLinear, ticks, type ScaleLinear } from 'd3';
import type { Terrain } from '../inventory/terrain';
import type { PlotSize } from './plot';

type Point = [x: number, y: number];

/** A limit that can be moved in the picture: the lines a x + b y = at of its faces. */
export interface TerrainLimit {
  name: string;
  value: number;
  /** What the value becomes where a face moves outwards by one: 1 for a maximum, -1 for a minimum. */
  direction: 1 | -1;
  faces: { a: number; b: number; at: number }[];
}

export interface Contour {
  value: number;
  /** Everything at least as good. */
  area: string;
  /** Where its value is written: the highest point of its line. */
  label: Point | undefined;
}

export interface TerrainScales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  /** Pixels of the square. */
  side: number;
}

const LEVELS = 9;
/** A vertex so near to a face, in weights, lies on it. */
const ON_FACE = 1e-4;
/** Pixels that a handle keeps from the edge of the picture. */
const INSET = 8;
/** Pixels between a handle and its edge, so that it covers neither optimum nor corner. */
const STALK = 24;

/** The same scale for both weights, in a square. */
export function terrainScales({ x, y }: Pick<Terrain, 'x' | 'y'>, size: PlotSize): TerrainScales {
  const side = Math.min(size.width, size.height);
  return {
    x: scaleLinear([x[0]!, x.at(-1)!], [0, side]),
    y: scaleLinear([y[0]!, y.at(-1)!], [side, 0]),
    side,
  };
}

/** Contours of the surface, from the worst level to the best. `better`: 1 where more is better, -1 where less is. */
export function terrainContours(
  terrain: Terrain,
  better: 1 | -1,
  scales: TerrainScales,
): Contour[] {
  const { x, y, values } = terrain;
  const goodness = values.map((value) => better * value);
  const known = goodness.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return [];
  const levels = ticks(Math.min(...known), Math.max(...known), LEVELS);
  const [cellX, cellY] = [x[1]! - x[0]!, y[1]! - y[0]!];
  // A contour's coordinates count cells, the first value standing at one half.
  const place = ([column, row]: number[]): Point => [
    scales.x(x[0]! + (column! - 0.5) * cellX),
    scales.y(y[0]! + (row! - 0.5) * cellY),
  ];
  const levelsFound = contours()
    .size([x.length, y.length])
    .thresholds(levels)(goodness)
    .map(({ value, coordinates }) => ({
      value: better * value,
      rings: coordinates.flat().map((ring) => ring.map(place)),
    }));
  const labels = labelPoints(
    levelsFound.map(({ rings }) => rings.flat()),
    terrain.others === 'free' ? terrain.outline.map(([u, v]) => [scales.x(u), scales.y(v)]) : [],
    scales.side,
  );
  return levelsFound.map(({ value, rings }, k) => {
    return { value, area: rings.map(pathOf).join(''), label: labels[k] };
  });
}

/** A closed path. */
export function pathOf(points: Point[]): string {
  if (points.length === 0) return '';
  return `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}Z`;
}

/** What a label needs of the picture on each side, as a share, and to its neighbours and the region's edge, pixels. */
const LABEL_ROOM = 0.12;
const LABEL_GAP = 56;
const EDGE_GAP = 10;

/** For each level, the best one first, its highest point where a label has room; undefined where there is none. */
function labelPoints(lines: Point[][], region: Point[], side: number): (Point | undefined)[] {
  const placed: Point[] = [];
  const hasRoom = (point: Point): boolean =>
    point.every((value) => value > LABEL_ROOM * side && value < side * (1 - LABEL_ROOM)) &&
    placed.every(([x, y]) => Math.hypot(point[0] - x, point[1] - y) > LABEL_GAP) &&
    (region.length === 0 || polygonContains(region, [point[0], point[1] - EDGE_GAP]));
  return lines
    .toReversed()
    .map((line) => {
      const [highest] = line.filter(hasRoom).sort((a, b) => a[1] - b[1]);
      if (highest) placed.push(highest);
      return highest;
    })
    .reverse();
}

export interface Handle {
  x: number;
  y: number;
  /** What it holds: a point of the limit's edge, pixels. */
  anchor: Point;
  /** The face's outward direction in weights, a and b. */
  outward: [a: number, b: number];
  /** False where the limit cuts nothing off here. */
  cuts: boolean;
}

/** Where a limit is taken hold of: the middle of its edge nearest to the optimum, else its first face, held in the picture. */
export function handleOf(
  limit: TerrainLimit,
  outline: Point[],
  optimum: Point,
  scales: TerrainScales,
): Handle {
  const middles = limit.faces.map((face) => {
    const middle = middleOfEdge(outline, face);
    const away = middle ? Math.hypot(middle[0] - optimum[0], middle[1] - optimum[1]) : Infinity;
    return { ...face, middle, away };
  });
  const { a, b, at, middle } = middles.reduce((best, edge) =>
    edge.away < best.away ? edge : best,
  );
  const square = a * a + b * b;
  const [x, y] = middle ?? [(a * at) / square, (b * at) / square];
  const within = (pixels: number): number => Math.min(Math.max(pixels, INSET), scales.side - INSET);
  const anchor: Point = [within(scales.x(x)), within(scales.y(y))];
  const away = STALK / Math.sqrt(square);
  return {
    x: within(anchor[0] + a * away),
    y: within(anchor[1] - b * away),
    anchor,
    outward: [a, b],
    cuts: middle !== undefined,
  };
}

function middleOfEdge(
  outline: Point[],
  { a, b, at }: TerrainLimit['faces'][number],
): Point | undefined {
  const on = outline.filter(([x, y]) => Math.abs(a * x + b * y - at) < ON_FACE);
  if (on.length < 2) return undefined;
  const [x, y] = [0, 1].map((axis) => {
    const along = on.map((point) => point[axis]!);
    return (Math.min(...along) + Math.max(...along)) / 2;
  });
  return [x!, y!];
}
