/** Runs simulations off the main thread: it owns the GPU device and the pool of WASM workers. */
import * as Comlink from 'comlink';
import { failure, success, type Result } from '../src/result';
import { findPathsInBar } from '../src/simulation/findPaths';
import { EngineFailure } from '../src/simulation/kernel';
import { buildModel } from '../src/simulation/model';
import { replayPath } from '../src/simulation/replay';
import { CANCELLED, createSimulator } from '../src/simulation/simulator';
import { engineReports, engineTwins, kernelOf } from './engines';
import type { SimulationService } from './messages';

const cancelled = new Set<number>();
/** Runs wait for one another: a kernel holds one model at a time. */
let lastJob: Promise<unknown> = Promise.resolve();

function inTurn<T>(id: number, job: (signal: { readonly aborted: boolean }) => Promise<Result<T>>) {
  const signal = {
    get aborted() {
      return cancelled.has(id);
    },
  };
  const turn = lastJob.then(async () => {
    const answer = signal.aborted ? { ok: false as const, error: CANCELLED } : await job(signal);
    cancelled.delete(id);
    return answer;
  });
  lastJob = turn.catch(() => undefined);
  return turn;
}

/** Turns an engine's failure into a value; a bug stays a rejection. */
async function caught<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await work());
  } catch (error) {
    if (error instanceof EngineFailure) return failure('engineFailed', error.message);
    throw error;
  }
}

const service: SimulationService = {
  engines: engineReports,

  simulate: (job, onProgress) =>
    inTurn(job.id, async (signal) => {
      const offers = job.engines.map((choice) => ({
        ...choice,
        kernel: () => kernelOf(choice.engine, job.threads),
      }));
      const result = await createSimulator(offers).run(job.request, {
        signal,
        onProgress,
        returns: job.returns,
        chunkPaths: job.chunkPaths,
      });
      const returns = result.ok ? result.value.returns : undefined;
      return returns ? Comlink.transfer(result, [returns.buffer]) : result;
    }),

  pathsInBar: ({ id, request, engine, bar, limit }) =>
    inTurn(id, async (signal) => {
      const model = buildModel(request);
      if (!model.ok) return model;
      return caught(async () =>
        findPathsInBar(await kernelOf(engine), request, model.value, bar, limit, signal),
      );
    }),

  cancel: (id) => {
    cancelled.add(id);
  },

  replay: (request, path) => {
    if (!Number.isInteger(path) || path < 0 || path >= request.pathCount) {
      return failure(
        'badPath',
        `Path ${path} is not one of this run's: choose a whole number from 0 to ${request.pathCount - 1}.`,
        'path',
      );
    }
    const model = buildModel(request);
    return model.ok ? success(replayPath(model.value, path)) : model;
  },

  random: (engine, counter, key) => caught(() => engineTwins[engine].random(counter, key)),
  normals: (engine, seed, path, count) =>
    caught(async () => (count === 0 ? [] : engineTwins[engine].normals(seed, path, count))),
  ping: () => true,
};

Comlink.expose(service);
