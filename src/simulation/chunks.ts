/**
 * Cuts a run into chunks and keeps several in flight. A chunk that failed goes back into the queue. What comes out is in
 * path order, whatever order the chunks end in.
 */
import type { ChunkSize } from './chunkSize';
import { nowMs, within } from './clock';
import { EngineFailure, type PathKernel, type PathRange } from './kernel';

export interface CancelSignal {
  readonly aborted: boolean;
}

/** The ranges between two paths still to do. Boundaries, ascending, are never straddled by a chunk. */
export class ChunkQueue {
  private readonly returned: PathRange[] = [];

  constructor(
    private next: number,
    private readonly end: number,
    private readonly boundaries: number[],
    readonly size: ChunkSize,
  ) {}

  take(): PathRange | undefined {
    const again = this.returned.pop();
    if (again || this.next >= this.end) return again;
    const first = this.next;
    const boundary = this.boundaries.find((path) => path > first) ?? this.end;
    this.next = Math.min(first + this.size.next(this.end - first), boundary, this.end);
    return { first, count: this.next - first };
  }

  giveBack(range: PathRange): void {
    this.returned.push(range);
  }
}

/**
 * Runs `work` on every chunk of the queue, `kernel.lanes` at a time, and hands the answers to `merge` in path order.
 * Stops early, without a word, once the signal is aborted. Throws the first EngineFailure, with the unfinished
 * chunks back in the queue and the finished ones kept in `pending`, so that the call can be made again.
 */
export class ChunkRunner<Answer> {
  private readonly pending = new Map<number, { range: PathRange; answer: Answer }>();

  constructor(
    private readonly queue: ChunkQueue,
    private merged: number,
    private readonly work: (range: PathRange) => Promise<Answer>,
    private readonly merge: (range: PathRange, answer: Answer) => void,
  ) {}

  async run(kernel: PathKernel, signal: CancelSignal | undefined): Promise<void> {
    let failed: Error | undefined;
    const lane = async (): Promise<void> => {
      while (failed === undefined && !signal?.aborted) {
        const range = this.queue.take();
        if (!range) return;
        const start = nowMs();
        try {
          const late = () =>
            new EngineFailure(`A chunk of ${range.count} paths was not answered in time.`);
          const answer = await within(this.work(range), this.queue.size.hangMs, late);
          this.queue.size.timed(range.count, nowMs() - start);
          this.pending.set(range.first, { range, answer });
          this.mergeInOrder();
        } catch (error) {
          this.queue.giveBack(range);
          failed ??= error as Error;
        }
      }
    };
    await Promise.all(Array.from({ length: kernel.lanes }, lane));
    if (failed !== undefined) throw failed;
  }

  private mergeInOrder(): void {
    for (let next = this.pending.get(this.merged); next; next = this.pending.get(this.merged)) {
      this.pending.delete(this.merged);
      this.merged += next.range.count;
      this.merge(next.range, next.answer);
    }
  }
}
