import { Draft, type Owner, type Terms } from './draft';
import { largest, objectiveScale, shapeOf } from './objective';
import type { OneSided } from './oneSided';
import type { Limit, Problem } from './problem';
import type { ConvexProgram } from './program';

export interface Formulation {
  program: ConvexProgram;
  owners: (Owner | undefined)[];
  /** The problem's objective is the program's times this, so that the program's numbers are about one. */
  scale: number;
  /** The scenarios' parts are the last ones, from this index. */
  firstScenario: number;
  /** Where the gross limit equals the net that is asked for: it is left out, and these bounds stand for it. */
  oneSided: OneSided | undefined;
}

/**
 * The problem as a convex program in x = w; for the shortfall x = (w, value at risk / scale), after Rockafellar &
 * Uryasev, "Optimization of conditional value-at-risk" (2000): ES = min over v of v + mean((loss - v)+) / (1 - confidence).
 */
export function formulate(problem: Problem): Formulation {
  const count = problem.mean.length;
  const draft = new Draft(problem, problem.objective.kind === 'shortfall' ? count + 1 : count);
  const scale = addObjective(draft, problem);
  problem.limits.forEach((limit, i) => {
    if (i !== draft.oneSided?.gross) addLimit(draft, problem, limit, i);
  });
  addWeightRange(draft);
  const firstScenario = draft.program.parts.length;
  addScenarios(draft, problem, scale);
  const { program, owners, oneSided } = draft;
  return { program, owners, scale, firstScenario, oneSided };
}

/** Returns the scale. */
function addObjective(draft: Draft, problem: Problem): number {
  const { objective, covariance, mean } = problem;
  const { quadratic, linear, parts } = draft.program;
  const scale = objectiveScale(problem);
  if (objective.kind === 'shortfall') {
    linear[draft.width - 1] = 1;
    return scale;
  }
  const { curvature, slope } = shapeOf(problem);
  covariance.forEach((row, i) => {
    quadratic[i] = row.map((value) => (curvature * value) / scale);
    if (slope === 0) return;
    linear[i]! -= mean[i]! / scale;
    for (const [column, value] of draft.cost(i)) {
      if (column < draft.width) linear[column]! += value / scale;
      else parts[column - draft.width]!.cost += value / scale;
    }
  });
  return scale;
}

function addLimit(draft: Draft, problem: Problem, limit: Limit, index: number): void {
  const { mean } = problem;
  const assets = [...mean.keys()];
  const owner = { limit: index, factor: 1 };
  switch (limit.kind) {
    case 'weights':
      return;
    case 'gross':
      draft.addBudget(
        assets.flatMap((i) => draft.absolute(i)),
        limit.maximum,
        owner,
      );
      return;
    case 'turnover': {
      const terms = assets.flatMap((i) => draft.distance(i, limit.from[i]!));
      const origin = limit.from.reduce((sum, from) => sum + from, 0);
      draft.addBudget(terms, limit.maximum - origin, owner);
      return;
    }
    case 'mean': {
      const unit = largest(mean) || 1;
      const terms = assets.flatMap((i): Terms => [...draft.cost(i), [i, -mean[i]!]]);
      draft.addBudget(times(terms, 1 / unit), -limit.minimum / unit, {
        ...owner,
        factor: 1 / unit,
      });
      return;
    }
    case 'total': {
      const { row, minimum, maximum } = limit;
      const terms = row.flatMap((value, i): Terms => (value === 0 ? [] : [[i, value]]));
      const isEquality = minimum === maximum;
      if (maximum < Infinity) draft.addBudget(terms, maximum, owner, isEquality);
      if (minimum > -Infinity && !isEquality)
        draft.addBudget(times(terms, -1), -minimum, { ...owner, factor: -1 });
    }
  }
}

function addWeightRange(draft: Draft): void {
  const { low, high, oneSided } = draft;
  low.forEach((least, i) => {
    const most = high[i]!;
    const closed = oneSided?.bounds[i] === undefined ? 0 : oneSided.sign;
    if (least === most && closed === 0) return draft.addBudget([[i, 1]], most, undefined, true);
    if (least > -Infinity && closed <= 0) draft.addBound(i, -1, -least);
    if (most < Infinity && closed >= 0) draft.addBound(i, 1, most);
  });
}

function addScenarios(draft: Draft, { objective }: Problem, scale: number): void {
  if (objective.kind !== 'shortfall') return;
  const { scenarios, confidence } = objective;
  const columns = [...draft.program.linear.keys()];
  const cost = 1 / ((1 - confidence) * scenarios.length);
  for (const scenario of scenarios) {
    const values = [...scenario.map((r) => -r / scale), -1];
    draft.program.parts.push({ row: { columns, values }, offset: 0, cost });
  }
}

function times(terms: Terms, factor: number): Terms {
  return terms.map(([column, value]) => [column, factor * value]);
}
