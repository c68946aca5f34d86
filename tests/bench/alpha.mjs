/**
 * `npm run bench:alpha [-- --repeats 7]`: the alpha engine in Node against a numpy loop, in turns; medians after a
 * warm-up, and their ratios. statsmodels, whose filter is compiled, joins where python3 has it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { median } from './report.mjs';

const { values: options } = parseArgs({ options: { repeats: { type: 'string', default: '7' } } });
const BARS = 100_000;
/** numpy runs every so many of the 2,000 backtests; what it took is multiplied up. */
const STRIDE = 25;
const TARGETS = [
  ['filter, 100,000 bars: numpy loop', 'numpyFilter', 'filter', 200],
  ['filter, 100,000 bars: statsmodels', 'statsmodels', 'filter', 10],
  ['2,000 backtests of 1,950 bars: numpy loop', 'numpyBacktests', 'backtests', 200],
  ['the same, refiltered for each backtest', 'numpyRefiltering', 'backtests', 200],
];

await build({
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: { ssr: 'tests/bench/alpha.ts', outDir: 'build/bench-alpha', target: 'node20' },
});
const engine = await import(pathToFileURL(resolve('build/bench-alpha/alpha.js')).href);

function python(...args) {
  const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`python3 ${args.join(' ')} failed: ${stderr}`);
  return JSON.parse(stdout);
}

function intradayPair() {
  const rows = readFileSync('static/data/intraday.csv', 'utf8').trim().split('\n').slice(1);
  const cells = rows.map((row) => row.split(','));
  const column = (i) => Float64Array.from(cells, (row) => Number(row[i]));
  return { timestamps: cells.map(([timestamp]) => timestamp), x: column(2), y: column(1) };
}

function agree(name, own, other) {
  if (Math.abs(own / other - 1) > 1e-9) throw new Error(`${name}: ${own} here, ${other} in Python`);
}

const long = engine.longPair(BARS);
const minutes = intradayPair();
const times = {
  filter: [],
  numpyFilter: [],
  statsmodels: [],
  backtests: [],
  numpyBacktests: [],
  numpyRefiltering: [],
};
for (let round = 0; round <= Number(options.repeats); round++) {
  const filter = engine.runFilter(long);
  const numpyFilter = python('tests/bench/alpha.py');
  agree('last beta', filter.lastBeta, numpyFilter.lastBeta);
  const backtests = engine.runBacktests(minutes);
  const numpyBacktests = python('tests/bench/backtests.py', String(STRIDE));
  process.stderr.write(`round ${round} of ${options.repeats}\n`);
  if (round === 0) continue;
  times.filter.push(filter.elapsedMs);
  times.numpyFilter.push(numpyFilter.elapsedMs);
  if (numpyFilter.statsmodelsMs !== null) times.statsmodels.push(numpyFilter.statsmodelsMs);
  times.backtests.push(backtests.elapsedMs);
  times.numpyBacktests.push(numpyBacktests.elapsedMs);
  times.numpyRefiltering.push(numpyBacktests.refilteringMs);
}

console.log(`\n${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}\n`);
console.log(
  '| row | other, median ms | here, median ms (range) | ratio | target | |\n|---|---:|---:|---:|---:|---|',
);
for (const [name, other, own, target] of TARGETS) {
  if (times[other].length === 0) {
    console.log(`| ${name} | not installed ||| ${target} | not measured |`);
    continue;
  }
  const [theirs, ours] = [median(times[other]), median(times[own])];
  const range = `${Math.min(...times[own]).toFixed(1)} to ${Math.max(...times[own]).toFixed(1)}`;
  const verdict = theirs / ours >= target ? 'PASS' : 'MISS';
  console.log(
    `| ${name} | ${theirs.toFixed(0)} | ${ours.toFixed(1)} (${range}) | ${(theirs / ours).toFixed(0)} | ${target} | ${verdict} |`,
  );
}
