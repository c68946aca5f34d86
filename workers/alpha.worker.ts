/** Filters, estimates and backtests off the main thread, in slices, so that a cancel is heard between two of them. */
import * as Comlink from 'comlink';
import type { Result } from '../src/result';
import { nowMs, pause } from '../src/simulation/clock';
import { CANCELLED } from '../src/simulation/simulator';
import { alphaJobs, type AlphaService } from './alphaJobs';

/** How long a cancel or another job may wait. */
const SLICE_MS = 50;

const cancelled = new Set<number>();

async function inSlices<Value>(
  work: Generator<number, Result<Value>>,
  id: number,
  onProgress: ((share: number) => void) | undefined,
): Promise<Result<Value>> {
  let sliceStart = nowMs();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (nowMs() - sliceStart < SLICE_MS) continue;
    onProgress?.(value);
    await pause();
    if (cancelled.has(id)) return { ok: false, error: CANCELLED };
    sliceStart = nowMs();
  }
}

/** The memory of the typed arrays in an answer: moved to the page, not copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && typeof value[0] !== 'object') return [];
  return Object.values(value).flatMap(buffersOf);
}

const service: AlphaService = {
  run: async (id, name, input, onProgress) => {
    // The table gives each name its input and value; TypeScript cannot follow the pair through the index.
    const job = alphaJobs[name] as (input: unknown) => Generator<number, Result<never>>;
    try {
      await pause(); // a cancel that came with the job is heard before it starts
      if (cancelled.has(id)) return { ok: false, error: CANCELLED };
      const work = job(input);
      const answer = 'next' in work ? await inSlices(work, id, onProgress) : work;
      return Comlink.transfer(answer, [...new Set(buffersOf(answer))]);
    } finally {
      cancelled.delete(id);
    }
  },

  cancel: (id) => {
    cancelled.add(id);
  },
};

Comlink.expose(service);
