/** The lab's scripting interface, called from outside the page. */
import type { Page } from 'puppeteer';
import type {} from '../../src/lab/astra'; // declares window.astra
import type { SimulateOptions } from '../../src/lab/client';
import type { EngineId, SimulationRequest } from '../../src/simulation/request';
import type { SimulationResult } from '../../src/simulation/result';

/** Waits until `window.astra` answers. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => 'astra' in window);
  await page.evaluate(() => window.astra.ready);
}

type Options = Pick<SimulateOptions, 'engine' | 'chunkPaths' | 'threads' | 'returns'>;
export type Answer = Omit<SimulationResult, 'returns'> & { returns?: number[] };

/** Runs the default request with some fields changed; throws the sentence of a failure. */
export async function simulate(
  page: Page,
  change: Partial<SimulationRequest> = {},
  options: Options = {},
): Promise<Answer> {
  const result = await page.evaluate(
    async (change, options) => {
      const request = { ...window.astra.defaultRequest(), ...change };
      const result = await window.astra.simulate(request, options);
      if (!result.ok) return result;
      const { returns, ...value } = result.value;
      return {
        ok: true as const,
        value: { ...value, ...(returns ? { returns: Array.from(returns) } : {}) },
      };
    },
    change,
    options,
  );
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export const ENGINES: EngineId[] = ['reference', 'wasm', 'webgpu'];
