/** A question on its way to an answer, in steps that a slice of the main thread can hold. */
import type { Optimum } from '../../inventory/assess';
import { optimizing } from '../../inventory/optimize';
import type { OptimizeInput } from '../../inventory/problem';
import { success, type Result } from '../../result';
import { nowMs } from '../../simulation/clock';
import type { Paths, Scenarios } from './scenarios';

/** An answer with the question that it belongs to. */
export interface Solved {
  tickers: string[];
  input: OptimizeInput;
  optimum: Optimum;
  /** The weights after each iteration, the solver's way. */
  steps: number[][];
  /** The solver's own time. */
  elapsedMs: number;
}

/** Solves, drawing the scenarios of an expected shortfall first. */
export function* solving(
  input: OptimizeInput,
  paths: Paths,
  scenarios: Scenarios,
): Generator<void, Result<Omit<Solved, 'tickers'>>> {
  const asked = yield* scenarios.given(input, paths);
  if (!asked.ok) return asked;
  const steps: number[][] = [];
  let elapsedMs = 0;
  const solver = optimizing(asked.value);
  for (;;) {
    const start = nowMs();
    const { done, value } = solver.next();
    elapsedMs += nowMs() - start;
    if (!done) {
      if (value) steps.push(value);
    } else if (!value.ok) return value;
    else return success({ input: asked.value, optimum: value.value, steps, elapsedMs });
    yield;
  }
}
