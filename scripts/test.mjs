/** Everything that is checked, in one run: `npm test`. A failed step does not stop the others. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { provideBrowser } from './browser.mjs';

const RESULTS = 'build/vitest.json';
const total = { passed: 0, failed: 0 };
/** Said again at the end: a log that is cut keeps its last lines. */
const failures = [];

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
  if (!succeeded) failures.push(command);
  count(succeeded ? 1 : 0, succeeded ? 0 : 1);
}

/** A vitest project counts its tests. One that was skipped proves nothing, so it counts as failed. */
function suite(project) {
  rmSync(RESULTS, { force: true });
  const succeeded = run(
    `vitest run --project ${project} --reporter=default --reporter=json --outputFile=${RESULTS}`,
  );
  const { passed, all, failed } = readReport();
  failures.push(...failed.map((sentence) => `${project}: ${sentence}`));
  count(passed, Math.max(all - passed, succeeded ? 0 : 1));
}

function readReport() {
  try {
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(
      readFileSync(RESULTS, 'utf8'),
    );
    return { passed: numPassedTests, all: numTotalTests, failed: testResults.flatMap(failuresOf) };
  } catch {
    return { passed: 0, all: 1, failed: ['no report: vitest itself failed'] };
  }
}

/** One line for each test of a file that did not pass, or for the file where it could not be run. */
function failuresOf(file) {
  const name = relative('.', file.name);
  const tests = file.assertionResults.filter(({ status }) => status !== 'passed');
  if (tests.length === 0) return file.status === 'passed' ? [] : [`${name}: ${file.message}`];
  return tests.map(
    (test) => `${name}: ${test.fullName}: ${test.failureMessages.join(' ').slice(0, 600)}`,
  );
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

for (const failure of failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
