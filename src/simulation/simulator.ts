import { failure, success, type Failure, type Result } from '../result';
import type { EngineChoice } from './engineReport';
import { EngineFailure, type PathKernel } from './kernel';
import { buildModel } from './model';
import type { EngineId, SimulationRequest } from './request';
import type { SimulationResult } from './result';
import { Cancelled, runOnKernel, type RunAnswer, type RunOptions } from './run';

/** The one contract of the three engines: a request in, a believed result or a sentence out. */
export interface Simulator {
  run(request: SimulationRequest, options?: RunOptions): Promise<Result<SimulationResult>>;
}

/** A kernel with what the page says of it. */
export type NamedKernel = PathKernel & { readonly adapter?: string; readonly threads: number };

/** An engine that may be used, and why. Kernels stay open from run to run. */
export interface EngineOffer extends EngineChoice {
  kernel: () => Promise<NamedKernel>;
}

/**
 * A simulator that takes the first of `offers` and, where it fails, the next: the run ends with the right answer and
 * says in `fellBackFrom` what failed first. Failures: a bad request, `cancelled`, `allEnginesFailed`.
 */
export function createSimulator(offers: EngineOffer[]): Simulator {
  return {
    async run(request, options = {}) {
      const model = buildModel(request);
      if (!model.ok) return model;
      if (options.returns && request.pathCount > MOST_RETURNS)
        return tooManyReturns(request.pathCount);
      let first: { engine: EngineId; reason: string } | undefined;
      for (const offer of offers) {
        try {
          const kernel = await offer.kernel();
          const answer = await runOnKernel(kernel, request, model.value, options);
          if (!isFinite(answer)) throw new EngineFailure('The risk came out as no number.');
          return success({
            ...answer,
            engineReason: offer.reason,
            threads: kernel.threads,
            ...(kernel.adapter === undefined ? {} : { adapter: kernel.adapter }),
            ...(first ? { fellBackFrom: first } : {}),
          });
        } catch (error) {
          if (error instanceof Cancelled) return { ok: false, error: CANCELLED };
          // A bug is loud where nothing else can answer; a user who has another engine gets the answer, and the reason.
          if (!(error instanceof EngineFailure) && offer === offers.at(-1)) throw error;
          first ??= { engine: offer.engine, reason: sentenceOf(error) };
        }
      }
      return failure(
        'allEnginesFailed',
        `No engine could run this. ${first?.reason ?? 'None was offered.'} Ask for fewer paths, or reload the page.`,
      );
    },
  };
}

/** Paths may be finite and their sums overflow all the same. */
function isFinite(answer: RunAnswer): boolean {
  const { mean, standardDeviation, expectedShortfallInterval } = answer;
  return [mean, standardDeviation, ...expectedShortfallInterval].every(Number.isFinite);
}

/** Returns that are given back path by path: 128 MiB of them in float32. */
const MOST_RETURNS = 2 ** 25;

function tooManyReturns(pathCount: number): Result<never> {
  return failure(
    'tooManyReturns',
    `The returns of ${pathCount.toLocaleString('en-US')} paths do not fit: at most ` +
      `${MOST_RETURNS.toLocaleString('en-US')} are given back. Leave "returns" out, or ask for fewer paths.`,
    'returns',
  );
}

function sentenceOf(error: unknown): string {
  return error instanceof EngineFailure ? error.message : `Unexpected: ${String(error)}.`;
}

export const CANCELLED: Failure = {
  code: 'cancelled',
  message: 'The run was cancelled. The last finished result was kept.',
};
