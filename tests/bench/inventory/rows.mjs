/** Each row of the benchmark: `solve(kind, tolerance)` gives its time, ms, and an answer a problem. */
import { findPeer, startPeer } from './python.mjs';

const PYTHON_ROWS = [
  { name: 'cvxpy, Clarabel, stated anew', peer: 'cvxpy', solver: 'CLARABEL', anew: true },
  { name: 'cvxpy, Clarabel, parametrised', peer: 'cvxpy', solver: 'CLARABEL', anew: false },
  { name: 'cvxpy, OSQP, parametrised', peer: 'cvxpy', solver: 'OSQP', anew: false },
  { name: 'cvxopt, dense matrices', peer: 'cvxopt' },
];

/** `lab`: the built index.ts of this folder. Rows that are not installed have `missing` in place of `solve`. */
export function openRows(lab, problems, programs) {
  const children = new Map();
  const scs = {
    name: 'SCS, WebAssembly',
    found: 'scs-solver of node_modules',
    solve: async (kind, tolerance) => lab.timeScs(programs[kind], tolerance),
  };
  const python = PYTHON_ROWS.map(({ name, ...asked }) => {
    const found = findPeer(asked.peer);
    if (!found) return { name, missing: `${asked.peer} is not installed` };
    const { interpreter, version } = found;
    if (!children.has(interpreter)) children.set(interpreter, startPeer(interpreter));
    const solve = async (kind, tolerance) => {
      const { elapsedMs, answers, solutions } = await children
        .get(interpreter)
        .ask({ ...asked, tolerance, problems: problems[kind], programs: programs[kind] });
      return {
        elapsedMs,
        answers: answers ?? solutions.map(({ x, z }, k) => lab.answerOf(programs[kind][k], x, z)),
      };
    };
    return { name, found: `${asked.peer} ${version} of ${interpreter}`, solve };
  });
  return {
    rows: [...python, scs],
    close: () => children.forEach((child) => child.close()),
  };
}
