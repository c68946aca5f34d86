import { success, type Result } from '../result';
import { assess, KKT_BOUND, type Optimum } from './assess';
import { explainFailure } from './conflicts';
import { formulate } from './formulate';
import { interiorPoint } from './interiorPoint';
import type { OptimizeInput } from './problem';
import { readProblem } from './readProblem';
import { tangentUtility } from './sharpe';

export interface OptimizeOptions {
  maximumIterations?: number | undefined;
}

/** The optimal weights with their proof, or a sentence that says why there are none. */
export function optimize(input: OptimizeInput, options: OptimizeOptions = {}): Result<Optimum> {
  const steps = optimizing(input, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@link optimize} in steps: yields the weights after each iteration, the solver's way to the optimum. */
export function* optimizing(
  input: OptimizeInput,
  { maximumIterations }: OptimizeOptions = {},
): Generator<number[], Result<Optimum>> {
  const read = readProblem(input);
  if (!read.ok) return read;
  let problem = read.value;
  if (problem.objective.kind === 'sharpe') {
    const tangent = yield* tangentUtility(problem);
    if (!tangent.ok) return tangent;
    problem = tangent.value;
  }
  const formulation = formulate(problem);
  const steps = interiorPoint(formulation.program, maximumIterations);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    yield Array.from(step.value.subarray(0, problem.mean.length));
  }
  const optimum = assess(read.value, problem, formulation, step.value);
  if (optimum.kktResidual <= KKT_BOUND) return success(optimum);
  return yield* explainFailure(problem, optimum);
}
