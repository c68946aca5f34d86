import { failure, type Result } from '../result';
import { KKT_BOUND, type Optimum } from './assess';
import { formulate } from './formulate';
import { solving } from './interiorPoint';
import type { Limit, Problem } from './problem';
import type { ConvexProgram } from './program';

/** Limits that must be exceeded by more than this, in weights, have no book. */
const FEASIBLE = 1e-8;
/** Weight of the sum of squares that picks one of the books that exceed the limits least. */
const NEAREST = 1e-6;

/** Beyond any book that a desk would hold. */
const LARGE_GROSS = 1000;

/** Why an iterate is not an answer. Yields between iterations. */
export function* explainFailure(
  problem: Problem,
  optimum: Optimum,
): Generator<undefined, Result<never>> {
  const conflict = yield* infeasible(problem);
  if (conflict) return conflict;
  if (yield* improvesWithSize(problem)) {
    return failure(
      'unbounded',
      `No book of a gross below ${LARGE_GROSS} is best: a larger one is better. Set a gross limit.`,
      'grossLimit',
    );
  }
  return failure(
    'notProven',
    `After ${optimum.iterations} iterations the weights miss optimality by ${optimum.kktResidual.toExponential(1)}, ` +
      `more than the ${KKT_BOUND} that counts as proof, so none are shown.`,
    'kktResidual',
  );
}

/** True where nothing limits the gross, and a book as large as {@link LARGE_GROSS} is better than any smaller one. */
function* improvesWithSize(problem: Problem): Generator<undefined, boolean> {
  if (problem.limits.some(({ kind }) => kind === 'gross')) return false;
  const cap: Limit = { kind: 'gross', name: 'gross', says: '', maximum: LARGE_GROSS };
  const capped = formulate({ ...problem, limits: [...problem.limits, cap] });
  const { x } = yield* solving(capped.program);
  const weights = x.subarray(0, problem.mean.length);
  return weights.reduce((sum, w) => sum + Math.abs(w), 0) > 0.999 * LARGE_GROSS;
}

/** The limits that conflict, in words; undefined where some book meets them all. Yields between iterations. */
export function* infeasible(problem: Problem): Generator<undefined, Result<never> | undefined> {
  const excess = yield* leastExcess(problem, problem.limits);
  if (excess <= FEASIBLE) return undefined;
  const conflict = yield* irreducible(problem);
  const list = conflict.map(({ says }) => says).join('; ');
  return failure(
    'infeasible',
    conflict.length === 1
      ? `No book meets this limit: ${list}. Loosen it.`
      : `No book meets these limits together: ${list}. Loosen one of them.`,
    'limits',
  );
}

/**
 * A set of limits that conflict although any one less would not: each is dropped in turn, and left out for good where
 * the rest still conflict (deletion filter, Chinneck & Dravnieks 1991).
 */
function* irreducible(problem: Problem): Generator<undefined, Limit[]> {
  let kept = problem.limits;
  for (const limit of problem.limits) {
    const without = kept.filter((other) => other !== limit);
    if ((yield* leastExcess(problem, without)) > FEASIBLE) kept = without;
  }
  return kept;
}

/** By how much a book must exceed the worst of the limits, 0 where one meets them all. */
function* leastExcess(problem: Problem, limits: Limit[]): Generator<undefined, number> {
  const { program } = formulate({ ...problem, objective: { kind: 'variance' }, limits });
  const { x } = yield* solving(elastic(program));
  return x[problem.mean.length]!;
}

/** The program with one allowance e >= 0 on every limit: minimise e and, to settle ties, a little of |w|^2. */
function elastic({ linear, parts, bounds, budgets }: ConvexProgram): ConvexProgram {
  const n = linear.length;
  const shifted = (columns: number[]): number[] => columns.map((c) => (c < n ? c : c + 1));
  const allowing = (columns: number[], values: number[], limit: number) => ({
    row: { columns: [...shifted(columns), n], values: [...values, -1] },
    limit,
  });
  const rows = budgets.flatMap(({ row: { columns, values }, limit, isEquality }) => {
    const above = allowing(columns, values, limit);
    const below = allowing(
      columns,
      values.map((value) => -value),
      -limit,
    );
    return isEquality ? [above, below] : [above];
  });
  return {
    quadratic: Array.from({ length: n + 1 }, (_, i) =>
      Array.from({ length: n + 1 }, (_, j) => (i === j && i < n ? NEAREST : 0)),
    ),
    linear: [...linear.map(() => 0), 1],
    parts: parts.map((part) => ({ ...part, cost: 0 })),
    bounds: [
      ...bounds.map(({ row, limit }) => allowing(row.columns, row.values, limit)),
      { row: { columns: [n], values: [-1] }, limit: 0 },
    ],
    budgets: rows.map((row) => ({ ...row, isEquality: false })),
  };
}
