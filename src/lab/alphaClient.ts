/** The page's end of the alpha worker: starts it, cancels, and notices when it has died. */
import * as Comlink from 'comlink';
import type { AlphaInput, AlphaJobName, AlphaService, AlphaValue } from '../../workers/alphaJobs';
import { failure, type Result } from '../result';
import { CANCELLED } from '../simulation/simulator';

export interface AlphaOptions {
  signal?: AbortSignal | undefined;
  /** Takes the share done, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

interface Running {
  worker: Worker;
  service: Comlink.Remote<AlphaService>;
  died: Promise<Result<never>>;
}

/** Every call answers a cancel at once; the worker hears of it at the end of its slice. None rejects. */
export class AlphaClient {
  readonly filter = this.call('filter');
  readonly study = this.call('study');
  readonly test = this.call('test');
  readonly noise = this.call('noise');
  readonly diagnose = this.call('diagnose');
  readonly readPair = this.call('readPair');
  readonly backtest = this.call('backtest');
  readonly waterfall = this.call('waterfall');
  readonly lookAhead = this.call('lookAhead');
  readonly multiverse = this.call('multiverse');
  readonly powerCurve = this.call('powerCurve');
  private running: Running | undefined;
  private lastId = 0;

  private call<Name extends AlphaJobName>(name: Name) {
    return (
      input: AlphaInput<Name>,
      options: AlphaOptions = {},
    ): Promise<Result<AlphaValue<Name>>> => this.run(name, input, options);
  }

  private async run<Name extends AlphaJobName>(
    name: Name,
    input: AlphaInput<Name>,
    { signal, onProgress }: AlphaOptions,
  ): Promise<Result<AlphaValue<Name>>> {
    const id = ++this.lastId;
    const { service, died } = (this.running ??= this.start());
    const listener = onProgress && Comlink.proxy(onProgress);
    const cancel = aborted(signal, () => void service.cancel(id));
    const answer = service.run(id, name, input, listener) as Promise<Result<AlphaValue<Name>>>;
    try {
      return await Promise.race([answer, died, cancel.aborted]);
    } catch (error) {
      return failure('unexpected', `Something went wrong that should not have: ${String(error)}`);
    } finally {
      cancel.stop();
    }
  }

  private start(): Running {
    const worker = new Worker(new URL('../../workers/alpha.worker.ts', import.meta.url), {
      type: 'module',
      name: 'alpha',
    });
    const died = new Promise<Result<never>>((resolve) => {
      worker.addEventListener('error', () => {
        worker.terminate();
        if (this.running?.worker === worker) this.running = undefined;
        resolve(WORKER_DIED);
      });
    });
    return { worker, service: Comlink.wrap<AlphaService>(worker), died };
  }
}

function aborted(
  signal: AbortSignal | undefined,
  onAbort: () => void,
): { aborted: Promise<Result<never>>; stop: () => void } {
  let stop = (): void => undefined;
  const aborted = new Promise<Result<never>>((resolve) => {
    const hear = (): void => {
      onAbort();
      resolve({ ok: false, error: CANCELLED });
    };
    if (signal?.aborted) hear();
    signal?.addEventListener('abort', hear, { once: true });
    stop = () => signal?.removeEventListener('abort', hear);
  });
  return { aborted, stop };
}

const WORKER_DIED = failure(
  'workerDied',
  'The alpha worker stopped. Ask again, or reload the page and take fewer bars.',
);
