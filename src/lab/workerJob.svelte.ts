/** Work that a section of a panel asks a worker for: how far it is, how long still, and what came of it. */
import type { Failure, Result } from '../result';
import { nowMs } from '../simulation/clock';

export interface JobOptions {
  signal: AbortSignal;
  /** Takes the share done, 0 to 1. */
  onProgress: (share: number) => void;
}

type Work<Input, Value> = (input: Input, options: JobOptions) => Promise<Result<Value>>;

export class WorkerJob<Input, Value> {
  /** Of the last run that ended well, with what it was asked. */
  done: { input: Input; value: Value } | undefined = $state.raw();
  /** Of the last run that did not. */
  failure: Failure | undefined = $state.raw();
  isCancelled = $state(false);
  /** Undefined while nothing runs. */
  share: number | undefined = $state();
  remainingMs = $state(Infinity);
  /** What runs now, or ran last. */
  asked: Input | undefined = $state.raw();
  private running: AbortController | undefined;

  constructor(private readonly work: Work<Input, Value>) {}

  /** A new run ends the one before. */
  async run(input: Input): Promise<void> {
    this.running?.abort();
    const mine = (this.running = new AbortController());
    const startedMs = nowMs();
    this.asked = input;
    this.share = 0;
    this.remainingMs = Infinity;
    this.isCancelled = false;
    const onProgress = (share: number): void => {
      if (mine !== this.running) return;
      this.share = share;
      if (share > 0) this.remainingMs = ((nowMs() - startedMs) * (1 - share)) / share;
    };
    const result = await this.work(input, { signal: mine.signal, onProgress });
    if (mine !== this.running) return;
    this.end();
    if (result.ok) this.done = { input, value: result.value };
    this.failure = result.ok ? undefined : result.error;
  }

  /** What was done before stays. */
  cancel(): void {
    if (!this.running) return;
    this.running.abort();
    this.end();
    this.isCancelled = true;
  }

  private end(): void {
    this.running = undefined;
    this.share = undefined;
  }
}
