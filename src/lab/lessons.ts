/** The eight steps of the lecture: what each says, the state that it opens with, and how the page knows that it is done. */
import { DEFAULT_BOOK } from '../market/book';
import { DEFAULT_CLASSROOM, type ClassroomState } from './classroomState';

export type LessonSection = 'picture' | 'drag' | 'algorithm' | 'region' | 'compare';

/** What the checks read of the page. */
export interface LessonFacts {
  state: ClassroomState;
  assetCount: number;
  hasFactor: boolean;
  /** First of the two independent normals of the chosen point. */
  chosenDraw: number;
  /** Of the pair; as dragged. */
  correlation: number;
  /** 95 % interval of the pair's sample correlation. */
  sampleInterval: [low: number, high: number] | undefined;
  /** Values of the pair's correlation that keep the matrix positive semidefinite. */
  possible: [low: number, high: number] | undefined;
  smallestEigenvalue: number;
  /** Whether the value at risk at one common correlation differs from that at zero by more than the noise. */
  commonExceedsNoise: boolean | undefined;
}

export interface Lesson {
  title: string;
  sentences: [string, string];
  task: string;
  /** What was shown, once the task is done. */
  learned: string;
  section: LessonSection;
  /** Of the first assets of the book. */
  setUp: (tickers: string[]) => Partial<ClassroomState>;
  isDone: (facts: LessonFacts) => boolean;
}

const AT_END = 0.005;
const NEGATIVE = -1e-3;
/** A matrix on the edge has a smallest eigenvalue of zero but for rounding. */
const ROUNDING = 1e-9;

/** All correlations of the first three assets. */
function three(tickers: string[], pair: number, others: number): Partial<ClassroomState> {
  const [a = '', b = '', c = ''] = tickers;
  return {
    assetCount: 3,
    weighting: 'equal', // each correlation moves the loss
    changes: [
      { assets: [a, b], correlation: pair },
      { assets: [a, c], correlation: others },
      { assets: [b, c], correlation: others },
    ],
  };
}

function two([a = '', b = '']: string[], correlation: number): Partial<ClassroomState> {
  return { assetCount: 2, pointCount: 500, changes: [{ assets: [a, b], correlation }] };
}

export const LESSONS: Lesson[] = [
  {
    title: 'Noise without memory or company',
    sentences: [
      'Each point is two random numbers, z₁ and z₂, drawn without regard to each other.',
      'With a correlation of 0 the factor L passes them on as they are: the cloud on the right is the cloud on the left.',
    ],
    task: 'Choose a point on the left whose z₁ is above 2.',
    learned: 'A point far to the right is neither high nor low for it: z₁ says nothing about z₂.',
    section: 'picture',
    setUp: (tickers) => two(tickers, 0),
    isDone: ({ chosenDraw }) => chosenDraw > 2,
  },
  {
    title: 'A factor makes the cloud lean',
    sentences: [
      'The second row of L takes a part of z₁ and a part of z₂, so that the second asset moves with the first.',
      'The noise on the left stays as it was: the same points move.',
    ],
    task: 'Drag the correlation to 0.80.',
    learned:
      'x₂ = 0.80 z₁ + 0.60 z₂: the squares of the two parts sum to 1, so the variance stays 1.',
    section: 'picture',
    setUp: (tickers) => two(tickers, 0),
    isDone: ({ correlation }) => Math.abs(correlation - 0.8) < 0.005,
  },
  {
    title: 'A sample only estimates',
    sentences: [
      'The correlation of the points is near the one that was asked for, never equal to it.',
      'Its interval says how near: it narrows as the square root of the number of points.',
    ],
    task: 'Take points away until the interval is wider than 0.5.',
    learned: 'From few days of prices, almost any correlation could be the true one.',
    section: 'picture',
    setUp: (tickers) => two(tickers, 0.3),
    isDone: ({ sampleInterval }) =>
      sampleInterval !== undefined && sampleInterval[1] - sampleInterval[0] > 0.5,
  },
  {
    title: 'Not every number is possible',
    sentences: [
      'Two assets that both follow a third cannot be strangers to each other.',
      'The solid holds all triples of correlations that can exist; the point is the present one.',
    ],
    task: 'Drag the first correlation down until it stops.',
    learned:
      'At the skin of the solid the smallest eigenvalue is 0: one mix of the three has no risk.',
    section: 'region',
    setUp: (tickers) => three(tickers, 0.8, 0.8),
    isDone: ({ correlation, possible }) =>
      possible !== undefined && correlation - possible[0] < AT_END,
  },
  {
    title: 'Beyond the edge: a negative variance',
    sentences: [
      'A matrix of numbers between −1 and 1 need not belong to any assets.',
      'The factorisation finds out: a pivot, which is a variance, comes out negative.',
    ],
    task: 'Go beyond the possible, and drag until a mix has a negative variance.',
    learned:
      'No noise has such correlations. The eigenvector of the negative eigenvalue is the mix that proves it.',
    section: 'drag',
    setUp: (tickers) => three(tickers, 0.3, 0.8),
    isDone: ({ smallestEigenvalue }) => smallestEigenvalue < NEGATIVE,
  },
  {
    title: 'Back to the nearest possible matrix',
    sentences: [
      'A matrix pieced together from views or from gaps in data can be impossible by accident.',
      'Higham’s method finds the correlation matrix nearest to it; clipping and shrinking are quicker and end farther away.',
    ],
    task: 'Take the nearest correlation matrix.',
    learned: 'The other correlations gave a little too: the nearest matrix spreads the correction.',
    section: 'drag',
    setUp: (tickers) => ({ ...three(tickers, -0.3, 0.8), goesBeyond: true }),
    isDone: ({ state, smallestEigenvalue }) =>
      state.repair === 'nearest' && smallestEigenvalue > -ROUNDING,
  },
  {
    title: 'One pivot at a time',
    sentences: [
      'Each pivot is the variance that is left of an asset once those before it are known.',
      'Its root stands on the diagonal of L; the column below it is what later assets owe to it.',
    ],
    task: 'Step to the last pivot.',
    learned: 'L is done: L times its transpose is the matrix that it started from.',
    section: 'algorithm',
    setUp: () => ({ assetCount: 4 }),
    isDone: ({ state, assetCount, hasFactor }) => hasFactor && state.pivotsDone >= assetCount,
  },
  {
    title: 'Does correlation matter?',
    sentences: [
      'The same book, the same volatilities, the same noise; only the correlations differ.',
      'Two values at risk differ where the gap is wider than what chance makes of it.',
    ],
    task: 'Raise the one correlation until its value at risk differs from that at zero by more than the noise.',
    learned: 'Assets that move together lose together: what spreading the money saved is gone.',
    section: 'compare',
    setUp: () => ({ weighting: 'equal', commonCorrelation: 0, comparedPaths: 20_000 }),
    isDone: ({ commonExceedsNoise }) => commonExceedsNoise === true,
  },
];

/** The state that a step opens with, step 0 being the whole panel. `book`: its tickers; others follow. */
export function lessonState(step: number, book: string[]): ClassroomState {
  const others = DEFAULT_BOOK.tickers.filter((ticker) => !book.includes(ticker));
  const tickers = [...book, ...others];
  return {
    ...structuredClone(DEFAULT_CLASSROOM),
    ...(step > 0 && { pair: [0, 1] }),
    ...LESSONS[step - 1]?.setUp(tickers),
    lessonStep: step,
  };
}
