/** Targets are ratios of rates within one run, on 2 cores with a software adapter. None is asserted in the tests. */
const TARGETS = [
  ['wasm on all threads / reference', 'wasm, all threads', 'reference', 12],
  ['the same, returns only', 'wasm, all threads, returns only', 'reference, returns only', 12],
  ['wasm on all threads / numpy float64', 'wasm, all threads', 'numpy float64', 4],
  ['the same, returns only', 'wasm, all threads, returns only', 'numpy float64', 4],
  ['wasm kernel, 1 thread / its draws alone', 'wasm kernel', 'wasm draws only', 0.8],
  ['webgpu / jax-js webgpu', 'webgpu', 'jax-js webgpu', 3],
  ['the same, returns only', 'webgpu, returns only', 'jax-js webgpu', 3],
  ['webgpu tally / store only', 'webgpu tally', 'webgpu store only', 0.8],
];

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const number = (value, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

function pathsPerSecond(result) {
  return result.pathCount / (result.medianMs / 1000);
}

export function printTable(machine, results) {
  console.log(`\n${Object.values(machine).join('; ')}\n`);
  console.log('| book | row | median ms | range ms | paths a second | x reference | 99 % VaR |');
  console.log('|---|---|---:|---:|---:|---:|---:|');
  for (const result of results) console.log(tableLine(result, results));
}

function tableLine(result, results) {
  const { book, row } = result;
  if (result.missing !== undefined) return `| ${book} | ${row} | missing: ${result.missing} |||||`;
  const reference = results.find((other) => other.book === book && other.row === 'reference');
  return [
    '',
    book,
    row,
    number(result.medianMs, 1),
    `${number(result.minimumMs, 1)} to ${number(result.maximumMs, 1)}`,
    number(pathsPerSecond(result)),
    number(reference.medianMs / result.medianMs, 2),
    result.valueAtRisk === undefined ? '' : `${number(100 * result.valueAtRisk, 2)} %`,
    '',
  ]
    .join(' | ')
    .trim();
}

/** On book B. */
export function printTargets(results) {
  const rateOf = (row) => {
    const result = results.find((other) => other.book === 'B' && other.row === row);
    return result?.medianMs === undefined ? undefined : pathsPerSecond(result);
  };
  console.log('\n| ratio on book B | measured | target | |\n|---|---:|---:|---|');
  for (const [name, numerator, denominator, target] of TARGETS) {
    const [top, bottom] = [rateOf(numerator), rateOf(denominator)];
    const ratio = top === undefined || bottom === undefined ? undefined : top / bottom;
    const verdict = ratio === undefined ? 'not measured' : ratio >= target ? 'PASS' : 'MISS';
    const measured = ratio === undefined ? '' : number(ratio, 2);
    console.log(`| ${name} | ${measured} | ${target} | ${verdict} |`);
  }
}
