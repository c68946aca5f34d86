/**
 * `npm run bench [-- --books BHW --repeats 7]`: every row side by side in one Chromium, taking turns; medians after a
 * warm-up, as a table and as JSON in tests/bench/results/. NOTES.md here says what to compare it with.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { launchBrowser, serveSite } from '../../scripts/site.mjs';
import { startNumpy } from './numpy.mjs';
import { median, printTable, printTargets } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    books: { type: 'string', default: 'BHW' },
    repeats: { type: 'string', default: '7' },
  },
});

const ENGINES = ['reference', 'wasm, 1 thread', 'wasm, all threads', 'webgpu'];
const PEERS = ['plain loop', 'numpy float64'];
/** All normals of W at once are more than jax-js can bind. */
const ROWS = {
  B: [...ENGINES, ...PEERS, 'jax-js webgpu'],
  H: [...ENGINES, ...PEERS, 'jax-js webgpu'],
  W: [...ENGINES, ...PEERS],
};
/** Parts of an engine, for the ratios; they give no value at risk. */
const PARTS = [
  'reference, returns only',
  'wasm, all threads, returns only',
  'webgpu, returns only',
  'wasm kernel',
  'wasm draws only',
  'webgpu tally',
  'webgpu store only',
];

/** Interleaved: a machine that slows down slows every row. The first round warms up. */
async function measure(book, rows, repeats, time) {
  const runs = new Map(rows.map((row) => [row, []]));
  for (let round = 0; round <= repeats; round++) {
    for (const row of rows) {
      const timing = await time(row, book);
      if (round > 0 || 'missing' in timing) runs.get(row).push(timing);
    }
    process.stderr.write(`${book}: round ${round} of ${repeats}\n`);
  }
  return [...runs].map(([row, timings]) => summary(book, row, timings));
}

function summary(book, row, timings) {
  const missing = timings.find((timing) => 'missing' in timing)?.missing;
  if (missing !== undefined) return { book, row, missing };
  const elapsedMs = timings.map((timing) => timing.elapsedMs);
  return {
    book,
    row,
    medianMs: median(elapsedMs),
    minimumMs: Math.min(...elapsedMs),
    maximumMs: Math.max(...elapsedMs),
    pathCount: timings[0].pathCount,
    valueAtRisk: timings[0].valueAtRisk,
  };
}

await build({
  configFile: 'vite.config.ts',
  root: 'tests/bench',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: '../../build/bench',
    emptyOutDir: true,
    rolldownOptions: { input: 'tests/bench/page.html' },
  },
});
const site = await serveSite('build/bench');
const browser = await launchBrowser();
const numpy = startNumpy();
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`${site.url}page.html`);
  await page.waitForFunction('window.bench !== undefined');
  const time = async (row, book) =>
    row.startsWith('numpy')
      ? numpy.time(await page.evaluate((name) => window.bench.plainBook(name), book))
      : page.evaluate((...names) => window.bench.time(...names), row, book);

  const repeats = Number(options.repeats);
  const results = [];
  for (const book of options.books) {
    const rows = book === 'B' ? [...ROWS[book], ...PARTS] : ROWS[book];
    results.push(...(await measure(book, rows, repeats, time)));
  }
  const machine = {
    cpu: cpus()[0].model,
    cores: cpus().length,
    browser: await browser.version(),
    ...(await page.evaluate(() => window.bench.machine())),
  };
  printTable(machine, results);
  printTargets(results);
  mkdirSync('tests/bench/results', { recursive: true });
  const file = `tests/bench/results/${new Date().toISOString().slice(0, 16).replace(':', '')}.json`;
  writeFileSync(file, JSON.stringify({ machine, repeats, results }, null, 2));
  console.log(`\nWritten to ${file}`);
} finally {
  numpy.close();
  await browser.close();
  await site.close();
}
