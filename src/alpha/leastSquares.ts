import { failure, success, type Result } from '../result';
import { checkSeries } from './kalmanInput';

/** y = alpha + beta x. */
export interface Line {
  alpha: number;
  beta: number;
}

export interface RollingLines {
  /** One a bar, over the window that ends there; NaN before the first full window, and where x does not vary in it. */
  alpha: Float64Array;
  beta: Float64Array;
}

/** Below this share of the squares of x itself, its variation is rounding. */
const CONSTANT = 1e-24;

/** The line of least squares over all bars. Fails where x does not vary: no line stands out then. */
export function staticLeastSquares(x: ArrayLike<number>, y: ArrayLike<number>): Result<Line> {
  const problem = checkSeries(x, y, 2);
  if (problem) return problem;
  const window = new Window(x, y);
  window.fill(0, x.length);
  const line = window.line();
  return line ? success(line) : failure('constantX', CONSTANT_X, 'x');
}

/** Lines of least squares over the last `windowBars` bars, a whole number of at least 2. */
export function rollingLeastSquares(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  windowBars: number,
): Result<RollingLines> {
  const problem = checkSeries(x, y);
  if (problem) return problem;
  if (!(Number.isSafeInteger(windowBars) && windowBars >= 2)) {
    return failure('badInput', '"windowBars" must be a whole number of at least 2.', 'windowBars');
  }
  const alpha = new Float64Array(x.length).fill(NaN);
  const beta = new Float64Array(x.length).fill(NaN);
  const window = new Window(x, y);
  for (let end = windowBars; end <= x.length; end++) {
    // Sums that were slid over a whole window are summed anew, so that rounding does not add up.
    if ((end - windowBars) % windowBars === 0) window.fill(end - windowBars, end);
    else window.slide();
    const line = window.line();
    if (!line) continue;
    alpha[end - 1] = line.alpha;
    beta[end - 1] = line.beta;
  }
  return success({ alpha, beta });
}

const CONSTANT_X =
  'x has the same price at every bar, so no hedge ratio can be told from it. Choose another x or more bars.';

/** Sums over consecutive bars, of the distances from the means when it was filled: large prices do not cancel. */
class Window {
  private start = 0;
  private end = 0;
  private x0 = 0;
  private y0 = 0;
  private sumX = 0;
  private sumY = 0;
  private sumXX = 0;
  private sumXY = 0;

  constructor(
    private readonly x: ArrayLike<number>,
    private readonly y: ArrayLike<number>,
  ) {}

  fill(start: number, end: number): void {
    this.start = this.end = start;
    this.x0 = mean(this.x, start, end);
    this.y0 = mean(this.y, start, end);
    this.sumX = this.sumY = this.sumXX = this.sumXY = 0;
    while (this.end < end) this.add(this.end++, 1);
  }

  slide(): void {
    this.add(this.end++, 1);
    this.add(this.start++, -1);
  }

  line(): Line | undefined {
    const bars = this.end - this.start;
    const xx = this.sumXX - (this.sumX * this.sumX) / bars;
    const rounding = CONSTANT * bars * this.x0 * this.x0 + ROUNDING * this.sumXX;
    if (!(xx > rounding)) return undefined;
    const beta = (this.sumXY - (this.sumX * this.sumY) / bars) / xx;
    const meanX = this.x0 + this.sumX / bars;
    return { alpha: this.y0 + this.sumY / bars - beta * meanX, beta };
  }

  private add(bar: number, sign: number): void {
    const dx = this.x[bar]! - this.x0;
    const dy = this.y[bar]! - this.y0;
    this.sumX += sign * dx;
    this.sumY += sign * dy;
    this.sumXX += sign * dx * dx;
    this.sumXY += sign * dx * dy;
  }
}

/** What is left of a sum of squares where all of it should have cancelled. */
const ROUNDING = 1e-13;

function mean(values: ArrayLike<number>, start: number, end: number): number {
  let sum = 0;
  for (let t = start; t < end; t++) sum += values[t]!;
  return sum / (end - start);
}
