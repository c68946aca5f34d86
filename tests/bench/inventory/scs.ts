import createScs from 'scs-solver';
import { answerOf, type QuadraticProgram } from './quadraticProgram';
import type { Answer } from './problems';

const MOST_ITERATIONS = 1_000_000;
const scs = await createScs();

/** SCS in WebAssembly (O'Donoghue 2021): its time alone, ms, the programs having been made before. */
export function timeScs(
  programs: QuadraticProgram[],
  tolerance: number,
): { elapsedMs: number; answers: Answer[] } {
  const data = programs.map(sparse);
  const settings = new scs.ScsSettings();
  scs.setDefaultSettings(settings);
  const limits = { epsAbs: tolerance, epsRel: tolerance, maxIters: MOST_ITERATIONS, verbose: 0 };
  Object.assign(settings, limits);
  const start = performance.now();
  const solved = data.map((each) => scs.solve(each, { z: 0, l: each.m }, settings));
  const elapsedMs = performance.now() - start;
  const answers = solved.map(({ x = [], y = [] }, k) => answerOf(programs[k]!, x, y));
  return { elapsedMs, answers };
}

function sparse({ P, q, G, h }: QuadraticProgram) {
  const upper = P.map((row, i) => row.map((value, j) => (i <= j ? value : 0)));
  const [A_x, A_i, A_p] = compressed(G);
  const [P_x, P_i, P_p] = compressed(upper);
  return { m: h.length, n: q.length, A_x, A_i, A_p, P_x, P_i, P_p, b: h, c: q };
}

/** A matrix by compressed columns. */
function compressed(matrix: number[][]): [values: number[], rows: number[], starts: number[]] {
  const columns = matrix[0]!.map((_, j) =>
    matrix.flatMap((row, i) => (row[j] === 0 ? [] : [{ i, value: row[j]! }])),
  );
  const starts = [0];
  for (const column of columns) starts.push(starts.at(-1) + column.length);
  const all = columns.flat();
  return [all.map(({ value }) => value), all.map(({ i }) => i), starts];
}
