/** The page's end of the simulation worker: starts it, cancels, and notices when it has died. */
import * as Comlink from 'comlink';
import type { BarQuery, ProgressListener, SimulationService } from '../../workers/messages';
import { failure, success, type Result } from '../result';
import type { EngineChoice, EngineReport } from '../simulation/engineReport';
import type { EngineId, SimulationRequest } from '../simulation/request';
import type { PathReturn, SimulationResult } from '../simulation/result';
import { CANCELLED } from '../simulation/simulator';
import { chooseEngines } from './engineChoice';

export interface SimulateOptions {
  /** Absent: the lab chooses. */
  engine?: EngineId | undefined;
  /** Threads of the WASM engine; absent: every core. */
  threads?: number | undefined;
  returns?: boolean | undefined;
  chunkPaths?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
}

const PING_EVERY_MS = 2000;
/** A worker that does not answer a ping for so long is dead: it never works more than a slice at a time. */
const DEAD_AFTER_MS = 5000;
/** One that has never answered may still be on its way over the network. */
const LOADING_MS = 60_000;
const RESTARTED = 'The simulation worker stopped and was started again.';

type Service = Comlink.Remote<SimulationService>;

class WorkerDied extends Error {}

export class SimulationClient {
  private worker: Worker | undefined;
  private remote: Service | undefined;
  private hasAnswered = false;
  private reports: Promise<EngineReport[]> | undefined;
  private lastId = 0;

  /** What this machine's engines say of themselves; asked until it is known. Never rejects. */
  async engines(): Promise<EngineReport[]> {
    this.reports ??= this.askEngines();
    const reports = await this.reports;
    if (!reports.some((report) => report.available)) this.reports = undefined;
    return reports;
  }

  /** Runs a request; where the worker itself dies, a new one tries once more, then without the first engine. */
  async simulate(
    request: SimulationRequest,
    options: SimulateOptions = {},
  ): Promise<Result<SimulationResult>> {
    const choices = chooseEngines(await this.engines(), options.engine);
    const [first, ...others] = choices;
    for (const [attempt, engines] of [choices, choices, others].entries()) {
      const result = await this.attempt(request, engines, options);
      if (result === 'died') continue;
      if (!result.ok || attempt === 0 || !first) return result;
      const engineReason = `${RESTARTED} ${result.value.engineReason}`;
      const fellBackFrom = { engine: first.engine, reason: RESTARTED };
      const isOther = result.value.engine !== first.engine;
      return success({ ...(isOther ? { fellBackFrom } : {}), ...result.value, engineReason });
    }
    return WORKER_DIED;
  }

  /** The first paths of a histogram bar. */
  async pathsInBar(
    query: Omit<BarQuery, 'id'>,
    signal?: AbortSignal,
  ): Promise<Result<PathReturn[]>> {
    const id = ++this.lastId;
    const answer = this.ask<PathReturn[]>((service) => service.pathsInBar({ id, ...query }));
    return this.cancellable(id, signal, answer);
  }

  /** A short call of the worker, made again of a new one where it dies. */
  async ask<T>(work: (service: Service) => Promise<Result<T>>): Promise<Result<T>> {
    const first = await this.call(work);
    const answer = first === 'died' ? await this.call(work) : first;
    return answer === 'died' ? WORKER_DIED : answer;
  }

  private async askEngines(): Promise<EngineReport[]> {
    const asked = this.ask(async (service) => success(await service.engines()));
    const answer = await asked.catch(() => WORKER_DIED);
    const silent: EngineReport[] = (['webgpu', 'wasm', 'reference'] as const).map((id) => ({
      id,
      available: false,
      reason: 'The simulation worker could not be started.',
    }));
    return answer.ok ? answer.value : silent;
  }

  private attempt(
    request: SimulationRequest,
    engines: EngineChoice[],
    options: SimulateOptions,
  ): Promise<Result<SimulationResult> | 'died'> {
    const id = ++this.lastId;
    const { signal, onProgress, threads, returns, chunkPaths } = options;
    const listener = onProgress && Comlink.proxy(onProgress);
    const job = { id, request, engines, threads, returns, chunkPaths };
    const answer = this.call<Result<SimulationResult>>((service) =>
      service.simulate(job, listener),
    );
    return this.cancellable(id, signal, answer);
  }

  /** One call of the worker, watched: 'died' where it does before it answers. */
  private async call<T>(work: (service: Service) => Promise<T>): Promise<T | 'died'> {
    const { worker, service } = this.start();
    const watch = this.watch(worker, service);
    try {
      return await Promise.race([work(service), watch.died]);
    } catch (error) {
      if (error instanceof WorkerDied) return 'died';
      throw error;
    } finally {
      watch.stop();
    }
  }

  private start(): { worker: Worker; service: Service } {
    if (!this.worker || !this.remote) {
      this.worker = new Worker(new URL('../../workers/simulation.worker.ts', import.meta.url), {
        type: 'module',
        name: 'simulation',
      });
      this.remote = Comlink.wrap<SimulationService>(this.worker);
      this.hasAnswered = false;
    }
    return { worker: this.worker, service: this.remote };
  }

  /** Answers a cancel at once; the worker stops at its next chunk. */
  private async cancellable<T>(
    id: number,
    signal: AbortSignal | undefined,
    answer: Promise<T>,
  ): Promise<T | Result<never>> {
    if (!signal) return answer;
    let onAbort = (): void => undefined;
    const aborted = new Promise<Result<never>>((resolve) => {
      onAbort = () => {
        void this.remote?.cancel(id);
        resolve({ ok: false, error: CANCELLED });
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([answer, aborted]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /**
   * `died` rejects once the worker reports an error or leaves a ping unanswered over two ticks; it is then gone. It is
   * the ping that is timed, not the ticks: a hidden page or a sleeping machine delays them by minutes.
   */
  private watch(worker: Worker, service: Service): { died: Promise<never>; stop: () => void } {
    let stop = (): void => undefined;
    const died = new Promise<never>((_, reject) => {
      let askedAt: number | undefined;
      let ticksLate = 0;
      const bury = (): void => {
        stop();
        worker.terminate();
        if (this.worker === worker) this.worker = this.remote = undefined;
        reject(new WorkerDied());
      };
      const answered = (): void => {
        this.hasAnswered = true;
        askedAt = undefined;
        ticksLate = 0;
      };
      const tick = (): void => {
        if (askedAt === undefined) {
          askedAt = performance.now();
          void service.ping().then(answered);
          return;
        }
        const limitMs = this.hasAnswered ? DEAD_AFTER_MS : LOADING_MS;
        if (performance.now() - askedAt > limitMs && ++ticksLate > 1) bury();
      };
      const timer = setInterval(tick, PING_EVERY_MS);
      stop = () => {
        clearInterval(timer);
        worker.removeEventListener('error', bury);
      };
      worker.addEventListener('error', bury);
    });
    died.catch(() => undefined); // handled where it is raced
    return { died, stop };
  }
}

const WORKER_DIED = failure(
  'workerDied',
  'The simulation worker stopped again and again. Reload the page and ask for fewer paths.',
);
