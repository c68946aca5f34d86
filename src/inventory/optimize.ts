import { success, type Result } from '../result';
import { settle, type Candidate } from './activeSet';
import { assess, candidateOf, KKT_BOUND, prove, type Optimum } from './assess';
import { explainFailure } from './conflicts';
import { formulate, objectiveScale } from './formulate';
import { interiorPoint } from './interiorPoint';
import type { OptimizeInput, Problem } from './problem';
import { readProblem } from './readProblem';
import { tangentUtility } from './sharpe';
import { toEnd } from './toEnd';

/** Before this iteration an iterate says little about which limits bind. */
const FIRST_GUESS = 6;
const COLD_ROUNDS = 3;
const WARM_ROUNDS = 12;

export interface OptimizeOptions {
  maximumIterations?: number | undefined;
  /** The answer of a problem with the same assets and limits but for their numbers: a warm start, where it helps. */
  near?: Optimum | undefined;
}

/** The optimal weights with their proof, or a sentence that says why there are none. */
export function optimize(input: OptimizeInput, options: OptimizeOptions = {}): Result<Optimum> {
  return toEnd(optimizing(input, options));
}

/**
 * {@link optimize} in steps: yields the weights after each iteration, the solver's way to the optimum, and undefined
 * between those that only prepare it or seek what is wrong. Of a quadratic
 * problem each later iterate is also a guess to {@link settle} from, which saves the last iterations and their rounding.
 */
export function* optimizing(
  input: OptimizeInput,
  options: OptimizeOptions = {},
): Generator<number[] | undefined, Result<Optimum>> {
  const read = readProblem(input);
  return read.ok ? yield* bestInside(read.value, options) : read;
}

/** {@link optimizing} of a problem that has been read. */
export function* bestInside(
  asked: Problem,
  { maximumIterations, near }: OptimizeOptions = {},
): Generator<number[] | undefined, Result<Optimum>> {
  const warm = near && settled(asked, asked, asCandidate(near), 0, WARM_ROUNDS);
  if (warm) return success(warm);
  let problem = asked;
  if (asked.objective.kind === 'sharpe') {
    const tangent = yield* tangentUtility(asked);
    if (!tangent.ok) return tangent;
    problem = tangent.value;
  }
  const formulation = formulate(problem);
  const steps = interiorPoint(formulation.program, maximumIterations);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    const { iterations, x } = step.value;
    if (iterations >= FIRST_GUESS) {
      const candidate = candidateOf(problem, formulation, step.value);
      const optimum = settled(asked, problem, candidate, iterations, COLD_ROUNDS);
      if (optimum) return success(optimum);
    }
    yield Array.from(x.subarray(0, problem.mean.length));
  }
  const optimum = assess(asked, problem, formulation, step.value);
  if (optimum.kktResidual <= KKT_BOUND) return success(optimum);
  return yield* explainFailure(problem, optimum);
}

/** The proven optimum that a guess leads to; undefined where it leads to none. */
function settled(
  asked: Problem,
  problem: Problem,
  near: Candidate,
  iterations: number,
  rounds: number,
): Optimum | undefined {
  const { kind } = problem.objective;
  if (kind === 'shortfall' || kind === 'sharpe') return undefined;
  const candidate = settle(problem, objectiveScale(problem), near, rounds);
  if (!candidate) return undefined;
  const optimum = prove(asked, problem, candidate, iterations);
  return optimum.kktResidual <= KKT_BOUND ? optimum : undefined;
}

/** Of a quadratic objective, whose duals are its multipliers. */
function asCandidate({ weights, limits }: Optimum): Candidate {
  return { weights, multipliers: limits.map(({ dual }) => dual) };
}
