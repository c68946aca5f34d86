import { EngineFailure } from '../simulation/kernel';
import type { AnswerOf, Kind, QuestionOf, Reply } from './protocol';

/** A worker that has a question and says nothing for so long is taken for dead. Starting one may take longer. */
const SILENCE_LIMIT_MS = { start: 30_000, open: 5000, returns: 5000, tally: 5000 };

interface Waiting {
  kind: Kind;
  resolve: (answer: never) => void;
  reject: (failure: EngineFailure) => void;
}

/** A worker of the pool, asked by promises. Its first failure ends it, and every promise still open. */
export class PoolWorker {
  private readonly worker = new Worker(new URL('../../workers/wasm.worker.ts', import.meta.url), {
    type: 'module',
  });
  private readonly waiting: Waiting[] = [];
  private failure: EngineFailure | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.worker.onmessage = (event: MessageEvent<Reply>) => this.receive(event.data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.fail(
        `A WebAssembly worker stopped: ${event.message || 'its script could not be loaded'}.`,
      );
    };
    this.worker.onmessageerror = () =>
      this.fail('A message of a WebAssembly worker was unreadable.');
  }

  /** Questions not yet answered. */
  get load(): number {
    return this.waiting.length;
  }

  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  /** Rejects with EngineFailure. */
  ask<K extends Kind>(question: QuestionOf<K>): Promise<AnswerOf<K>> {
    return new Promise((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      this.waiting.push({ kind: question.kind, resolve, reject });
      if (this.waiting.length === 1) this.watch();
      this.worker.postMessage(question);
    });
  }

  close(): void {
    this.fail('The WebAssembly engine was closed.');
  }

  private receive(reply: Reply): void {
    if (reply.kind === 'failed') return this.fail(`A WebAssembly worker failed: ${reply.message}`);
    if (reply.kind === 'answer') this.waiting.shift()?.resolve(reply.answer as never);
    this.watch();
  }

  /** Gives the worker time anew for the question it is at. */
  private watch(): void {
    clearTimeout(this.timer);
    const [first] = this.waiting;
    if (!first) return;
    const limitMs = SILENCE_LIMIT_MS[first.kind];
    const silent = `A WebAssembly worker said nothing for ${limitMs / 1000} seconds.`;
    this.timer = setTimeout(() => this.fail(silent), limitMs);
  }

  private fail(message: string): void {
    clearTimeout(this.timer);
    this.worker.terminate();
    this.failure ??= new EngineFailure(message);
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
  }
}
