/** Everything that is checked, in one run: `npm test`. A failed step does not stop the others. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { provideBrowser } from './browser.mjs';

const RESULTS = 'build/vitest.json';
const total = { passed: 0, failed: 0 };

function run(command) {
  console.log(`\n> ${command}`);
  return spawnSync(command, { shell: true, stdio: 'inherit' }).status === 0;
}

function count(passed, failed) {
  total.passed += passed;
  total.failed += failed;
}

/** A step is one check. */
function step(command) {
  const succeeded = run(command);
  count(succeeded ? 1 : 0, succeeded ? 0 : 1);
}

/** A vitest project counts its tests. One that was skipped proves nothing, so it counts as failed. */
function suite(project) {
  rmSync(RESULTS, { force: true });
  const succeeded = run(
    `vitest run --project ${project} --reporter=default --reporter=json --outputFile=${RESULTS}`,
  );
  const { passed, all } = readCounts();
  count(passed, Math.max(all - passed, succeeded ? 0 : 1));
}

function readCounts() {
  try {
    const report = JSON.parse(readFileSync(RESULTS, 'utf8'));
    return { passed: report.numPassedTests, all: report.numTotalTests };
  } catch {
    return { passed: 0, all: 1 };
  }
}

try {
  process.env.PUPPETEER_EXECUTABLE_PATH = provideBrowser();
} catch (error) {
  console.error(`\n${error.message}\n\n0 passed, 1 failed`);
  process.exit(1);
}
step('npm run build');
step('tsc -p tsconfig.pure.json');
step('tsc -p tsconfig.node.json');
step('svelte-check --tsconfig ./tsconfig.json --fail-on-warnings');
step('eslint . --max-warnings 0');
step('prettier --check .');
step('knip');
suite('unit');
suite('shaders');
suite('browser');
step('size-limit');

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
