import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const PROVEN = ['astra/layers', 'svelte/no-at-html-tags'];
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => PROVEN.includes(ruleId),
  // Where CI=true the parser assumes one run over the files on disk, and would lint those in place of the code given.
  overrideConfig: {
    languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
  },
});

async function complaints(filePath: string, code: string): Promise<(string | null)[]> {
  const reports = await eslint.lintText(code, { filePath });
  return reports.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

test.each([
  ['src/math/philox.ts', "import '../market/prices';", 'upward'],
  ['src/math/philox.ts', "export * from '../simulation/run';", 'upward, as a re-export'],
  ['src/market/prices.ts', "import type { Tally } from '../simulation/tally';", 'upward, a type'],
  ['src/market/prices.ts', "import '../risk/tailRisk';", 'sideways'],
  ['src/inventory/funding.ts', "import '../simulation/run';", 'sideways'],
  ['src/alpha/kalman.ts', "import '../simulation/run';", 'sideways'],
  ['src/alpha/account.ts', "import '../inventory/funding';", 'sideways, not only a type'],
  ['src/simulation/run.ts', "await import('../lab/link');", 'upward, when it is needed'],
  ['src/simulation/run.ts', "import '../../workers/wasm.worker';", 'of a worker'],
  ['src/charts/format.ts', "import { runOnKernel } from '../simulation/run';", 'not only a type'],
  ['src/charts/Axis.svelte', "<script>import '../lab/link';</script>", 'in a component'],
])('%s: %s is refused (%s)', async (filePath, code) => {
  expect(await complaints(filePath, code)).toEqual(['astra/layers']);
});

test.each([
  ['src/math/cholesky.ts', "import { success } from '../result';"],
  ['src/simulation/run.ts', "import '../risk/tailRisk'; import './kernel';"],
  [
    'src/inventory/funding.ts',
    "import '../market/book'; import type { TailRisk } from '../risk/tailRisk';",
  ],
  [
    'src/alpha/pair.ts',
    "import '../market/prices'; import type { F } from '../inventory/funding';",
  ],
  ['src/charts/format.ts', "import type { Replay } from '../simulation/result';"],
  ['src/simulation/run.ts', "new Worker(new URL('../../workers/a.worker.ts', import.meta.url));"],
])('%s: %s is accepted', async (filePath, code) => {
  expect(await complaints(filePath, code)).toEqual([]);
});

test('raw HTML in a component is refused', async () => {
  const code = '<script>let { text } = $props();</script>{@html text}';
  expect(await complaints('src/charts/Axis.svelte', code)).toEqual(['svelte/no-at-html-tags']);
});
