import { describe, expect, it } from 'vitest';
import { inTurn } from '../../src/lab/inTurn';
import { WorkerJob, type JobOptions } from '../../src/lab/workerJob.svelte';
import { failure, success, type Result } from '../../src/result';

/** Work that ends when it is told to. */
function controlled() {
  const calls: { options: JobOptions; end: (result: Result<string>) => void }[] = [];
  const job = new WorkerJob<number, string>(
    (_, options) => new Promise((end) => void calls.push({ options, end })),
  );
  return { job, calls };
}

describe('a job of the worker', () => {
  it('says how far it is, and what came of it', async () => {
    const { job, calls } = controlled();
    const run = job.run(1);
    expect(job.share).toBe(0);
    expect(job.remainingMs).toBe(Infinity);
    calls[0]!.options.onProgress(0.5);
    expect(job.share).toBe(0.5);
    expect(Number.isFinite(job.remainingMs)).toBe(true);
    calls[0]!.end(success('one'));
    await run;
    expect(job.done).toEqual({ input: 1, value: 'one' });
    expect(job.share).toBeUndefined();
  });

  it('a newer run ends the one before, whose answer and progress no longer count', async () => {
    const { job, calls } = controlled();
    const [first, second] = [job.run(1), job.run(2)];
    expect(calls[0]!.options.signal.aborted).toBe(true);
    calls[1]!.end(success('two'));
    await second;
    calls[0]!.options.onProgress(0.9);
    calls[0]!.end(success('one'));
    await first;
    expect(job.done).toEqual({ input: 2, value: 'two' });
    expect(job.share).toBeUndefined();
  });

  it('keeps what was done through a cancel and a failure', async () => {
    const { job, calls } = controlled();
    const first = job.run(1);
    calls[0]!.end(success('one'));
    await first;
    void job.run(2);
    job.cancel();
    expect(calls[1]!.options.signal.aborted).toBe(true);
    expect([job.isCancelled, job.share, job.done?.value]).toEqual([true, undefined, 'one']);
    const third = job.run(3);
    expect(job.isCancelled).toBe(false);
    calls[2]!.end(failure('tooShort', 'Too few bars.'));
    await third;
    expect(job.failure?.message).toBe('Too few bars.');
    expect(job.done?.value).toBe('one');
  });
});

describe('work in turn', () => {
  it('shares the progress, and stops at the first failure', async () => {
    const shares: number[] = [];
    const options = {
      signal: new AbortController().signal,
      onProgress: (share: number) => shares.push(share),
    };
    const work = (answer: Result<string>) => (own: JobOptions) => {
      own.onProgress(1);
      return Promise.resolve(answer);
    };
    const all = await inTurn([work(success('a')), work(success('b'))], options);
    expect(all).toEqual(success(['a', 'b']));
    expect(shares).toEqual([0.5, 1]);
    const bad = failure<string>('x', 'No.');
    expect(await inTurn([work(bad), work(success('b'))], options)).toEqual(bad);
    expect(shares).toHaveLength(3);
  });
});
