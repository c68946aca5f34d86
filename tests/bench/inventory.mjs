/**
 * `npm run bench:inventory [-- --repeats 9]`: the optimizer beside cvxpy, cvxopt and SCS on the same problems, in turns;
 * medians after a warm-up. Every row stops at the loosest tolerance at which our certificate finds all its answers
 * within 1e-6. $PYTHON names another interpreter than python3. NOTES.md here says what was measured.
 */
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { openRows } from './inventory/rows.mjs';

const { values: options } = parseArgs({ options: { repeats: { type: 'string', default: '9' } } });
const RESIDUAL = 1e-6;
const TOLERANCES = [4, 5, 6, 7, 8, 9, 10, 11, 12].map((power) => 10 ** -power);
/** Ours on every round too; it needs no tolerance, its answers are held to 1e-7 anyway. */
const OURS = 'ours';

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

async function measure(kind, rows, repeats) {
  const entries = [];
  for (const row of rows) entries.push({ row, ...(await calibrated(row, kind)), times: [] });
  const ours = { row: { name: OURS }, times: [] };
  for (let round = 0; round <= repeats; round++) {
    const { elapsedMs, residual } = lab.solveOurs(kind, problems[kind]);
    ours.residual = residual;
    if (round > 0) ours.times.push(elapsedMs);
    for (const { row, tolerance, times } of entries) {
      const timing = await row.solve(kind, tolerance);
      if (round > 0) times.push(timing.elapsedMs);
    }
  }
  return [ours, ...entries];
}

function print(kind, entries) {
  const count = problems[kind].length;
  const ours = median(entries[0].times);
  console.log(`\n${kind}: ${count} problems of ${problems[kind][0].meanDailyReturn.length} assets\n`);
  console.log('| row | tolerance | KKT residual | ms a problem | range | x ours |');
  console.log('|---|---:|---:|---:|---:|---:|');
  for (const { row, tolerance, residual, times } of entries) {
    const each = times.map((time) => time / count);
    const cells = [
      row.name,
      tolerance?.toExponential(0) ?? '',
      `${residual.toExponential(1)}${residual > RESIDUAL ? ' (misses 1e-6)' : ''}`,
      median(each).toFixed(3),
      `${Math.min(...each).toFixed(3)} to ${Math.max(...each).toFixed(3)}`,
      (median(times) / ours).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const { rows, close } = openRows(lab, problems, programs);
try {
  console.log(`${cpus()[0].model}, ${cpus().length} cores; Node ${process.version}`);
  for (const { name, missing } of rows) if (missing) console.log(`${name}: ${missing}`);
  const present = rows.filter(({ missing }) => missing === undefined);
  for (const kind of Object.keys(problems)) {
    print(kind, await measure(kind, present, Number(options.repeats)));
  }
} finally {
  close();
}
