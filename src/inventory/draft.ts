import { findOneSided, type OneSided } from './oneSided';
import { weightRange, type Problem } from './problem';
import type { ConvexProgram, Row } from './program';

/** A linear expression: columns below the width are x, from there on the parts. */
export type Terms = [column: number, value: number][];

/** Which limit a budget enforces, and what turns the budget's multiplier into the limit's. */
export interface Owner {
  limit: number;
  factor: number;
}

/** A program in the making, in which |w|, w+ and w- of each asset can be written as terms. */
export class Draft {
  readonly program: ConvexProgram;
  /** One a budget; undefined for a weight held at one value. */
  readonly owners: (Owner | undefined)[] = [];
  readonly oneSided: OneSided | undefined;
  readonly low: number[];
  readonly high: number[];
  /** For each asset, the column of w+ once something needs it. */
  private readonly longColumns = new Map<number, number>();

  constructor(
    private readonly problem: Problem,
    readonly width: number,
  ) {
    const zeros = new Array<number>(width).fill(0);
    const quadratic = zeros.map(() => [...zeros]);
    this.program = { quadratic, linear: zeros, parts: [], bounds: [], budgets: [] };
    ({ low: this.low, high: this.high } = weightRange(problem.limits, problem.mean.length));
    this.oneSided = findOneSided(problem.limits);
    if (this.oneSided) this.closeSides(this.oneSided);
  }

  /** |w_i| = 2 w+ - w. */
  absolute(i: number): Terms {
    if (this.low[i]! >= 0) return [[i, 1]];
    if (this.high[i]! <= 0) return [[i, -1]];
    return [
      [this.long(i), 2],
      [i, -1],
    ];
  }

  /** |w_i - from| = 2 (w - from)+ - w + from, without its constant. */
  distance(i: number, from: number): Terms {
    return [
      [this.addPart({ columns: [i], values: [1] }, from), 2],
      [i, -1],
    ];
  }

  /** costLong w+ + costShort w-, with w- = w+ - w. */
  cost(i: number): Terms {
    const [long, short] = [this.problem.costLong[i]!, this.problem.costShort[i]!];
    if (this.low[i]! >= 0 || long + short === 0) return [[i, long]];
    if (this.high[i]! <= 0) return [[i, -short]];
    return [
      [this.long(i), long + short],
      [i, -short],
    ];
  }

  addBudget(terms: Terms, limit: number, owner: Owner | undefined, isEquality = false): void {
    const columns = terms.map(([column]) => column);
    const values = terms.map(([, value]) => value);
    this.program.budgets.push({ row: { columns, values }, limit, isEquality });
    this.owners.push(owner);
  }

  /** sign * w_i <= limit; returns its index. */
  addBound(i: number, sign: 1 | -1, limit: number): number {
    return this.program.bounds.push({ row: { columns: [i], values: [sign] }, limit }) - 1;
  }

  /** The bounds at zero that stand for the gross limit; a side that is closed anyway keeps its own limit. */
  private closeSides({ sign, bounds }: OneSided): void {
    this.low.forEach((low, i) => {
      const isOpen = sign > 0 ? low < 0 : this.high[i]! > 0;
      bounds.push(isOpen ? this.addBound(i, sign > 0 ? -1 : 1, 0) : undefined);
      if (!isOpen) return;
      if (sign > 0) this.low[i] = 0;
      else this.high[i] = 0;
    });
  }

  private long(i: number): number {
    const column = this.longColumns.get(i) ?? this.addPart({ columns: [i], values: [1] }, 0);
    this.longColumns.set(i, column);
    return column;
  }

  private addPart(row: Row, offset: number): number {
    return this.width + this.program.parts.push({ row, offset, cost: 0 }) - 1;
  }
}
