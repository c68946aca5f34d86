/** A correlation that the reader changed, of two assets by name. */
export interface CorrelationChange {
  assets: [string, string];
  /** -1 to 1. */
  correlation: number;
}

export const REPAIRS = ['none', 'nearest', 'clipped', 'shrunk'] as const;
/** What is done with a matrix that is no correlation matrix. */
export type RepairName = (typeof REPAIRS)[number];

/** Everything that the reader can set in the Cholesky classroom: what a link carries. */
export interface ClassroomState {
  /** Of the lesson, from 1; 0 shows the whole panel. */
  lessonStep: number;
  /** The book's first assets, then the market's others; 0: the book's own. */
  assetCount: number;
  weighting: 'book' | 'equal';
  pointCount: number;
  /** Index of the chosen point. */
  point: number;
  /** The two assets that are drawn, and whose correlation is dragged: first < second. */
  pair: [first: number, second: number];
  /** The asset beside the pair in the region of three. */
  third: number;
  changes: CorrelationChange[];
  /** A drag goes on where the matrix stops being positive semidefinite. */
  goesBeyond: boolean;
  repair: RepairName;
  /** Pivots of the factorisation done. */
  pivotsDone: number;
  /** The factorisation takes the assets from the last to the first. */
  isReversed: boolean;
  /** How the region of three is turned, degrees. */
  turn: [yaw: number, pitch: number];
  /** One value for all correlations, to compare with. */
  commonCorrelation: number;
  comparedPaths: number;
  /** Two assets with correlation 1 - 10^-closeness: the float32 factor loses its digits. */
  closeness: number;
}

export const DEFAULT_CLASSROOM: ClassroomState = {
  lessonStep: 0,
  assetCount: 0,
  weighting: 'book',
  pointCount: 1000,
  point: 0,
  // MSFT and GS of the default book: the correlation that moves its loss most
  pair: [1, 4],
  third: 2,
  changes: [],
  goesBeyond: false,
  repair: 'none',
  pivotsDone: 0,
  isReversed: false,
  turn: [30, 20],
  commonCorrelation: 0.5,
  comparedPaths: 20_000,
  closeness: 6,
};

export const COMPARED_PATHS = [2000, 20_000, 200_000, 1_000_000] as const;

export const CLASSROOM_LIMITS = {
  lessonStep: { minimum: 0, maximum: 8 },
  assetCount: { minimum: 2, maximum: 32 },
  pointCount: { minimum: 2, maximum: 5000 },
  correlation: { minimum: -1, maximum: 1 },
  closeness: { minimum: 1, maximum: 12 },
  angle: { minimum: -180, maximum: 180 },
} as const;

/** The nearest whole number inside the limits. */
export function wholeWithin(
  { minimum, maximum }: { minimum: number; maximum: number },
  value: number,
): number {
  return Math.min(Math.max(Math.round(value), minimum), maximum);
}
