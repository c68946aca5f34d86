/**
 * `npm run bench:inventory [-- --repeats 41]`: the optimizer beside cvxpy, cvxopt and SCS on the same problems, in turns;
 * medians after a warm-up. Every row stops at the loosest tolerance at which our certificate finds all its answers
 * within 1e-6. $PYTHON names another interpreter than python3. NOTES.md here says what was measured.
 */
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { openRows } from './inventory/rows.mjs';

const { values: options } = parseArgs({ options: { repeats: { type: 'string', default: '41' } } });
const RESIDUAL = 1e-6;
const TOLERANCES = [4, 5, 6, 7, 8, 9, 10, 11, 12].map((power) => 10 ** -power);
const WARM_UP_MS = 1000;

async function builtLab() {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['scs-solver'] },
    build: { ssr: 'tests/bench/inventory/index.ts', outDir: 'build/bench-inventory' },
  });
  return import(pathToFileURL(resolve('build/bench-inventory/index.js')).href);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const lab = await builtLab();
const problems = lab.problems();
const programs = Object.fromEntries(
  Object.entries(problems).map(([kind, inputs]) => [kind, inputs.map(lab.quadraticProgram)]),
);
const worst = (kind, answers) =>
  Math.max(...problems[kind].map((input, k) => lab.residualOf(input, answers[k])));

/** The first tolerance that is good enough, and its residual; the best residual where none is. */
async function calibrated(row, kind) {
  let best = { residual: Infinity };
  for (const tolerance of TOLERANCES) {
    const residual = worst(kind, (await row.solve(kind, tolerance)).answers);
    if (residual < best.residual) best = { tolerance, residual };
    if (residual <= RESIDUAL) break;
  }
  return best;
}

/** A just-in-time compiler needs some hundred solves before it has made up its mind: every row gets as long. */
async function warmUp(solve) {
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end) await solve();
}

async function measure(kind, rows, repeats) {
  const ours = {
    row: { name: 'ours' },
    times: [],
    solve: () => lab.solveOurs(kind, problems[kind]),
  };
  const entries = [ours];
  for (const row of rows) {
    const { tolerance, residual } = await calibrated(row, kind);
    const solve = () => row.solve(kind, tolerance);
    entries.push({ row, tolerance, residual, times: [], solve });
  }
  for (const { solve } of entries) await warmUp(solve);
  ours.residual = ours.solve().residual;
  for (let round = 0; round < repeats; round++) {
    for (const { solve, times } of entries) times.push((await solve()).elapsedMs);
  }
  return entries;
}

function print(kind, entries) {
  const count = problems[kind].length;
  const ours = median(entries[0].times);
  const quickest = Math.min(...entries[0].times);
  console.log(
    `\n${kind}: ${count} problems of ${problems[kind][0].meanDailyReturn.length} assets\n`,
  );
  console.log(
    '| row | tolerance | KKT residual | ms a problem | range | x ours | x ours, quickest |',
  );
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const { row, tolerance, residual, times } of entries) {
    const each = times.map((time) => time / count);
    const cells = [
      row.name,
      tolerance?.toExponential(0) ?? '',
      `${residual.toExponential(1)}${residual > RESIDUAL ? ' (misses 1e-6)' : ''}`,
      median(each).toFixed(3),
      `${Math.min(...each).toFixed(3)} to ${Math.max(...each).toFixed(3)}`,
      (median(times) / ours).toFixed(2),
      (Math.min(...times) / quickest).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const { rows, close } = openRows(lab, problems, programs);
try {
  console.log(`${cpus()[0].model}, ${cpus().length} cores; Node ${process.version}`);
  for (const { name, found, missing } of rows) console.log(`${name}: ${found ?? missing}`);
  const present = rows.filter(({ missing }) => missing === undefined);
  for (const kind of Object.keys(problems)) {
    print(kind, await measure(kind, present, Number(options.repeats)));
  }
} finally {
  close();
}
