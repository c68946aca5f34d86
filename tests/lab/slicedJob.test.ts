import { describe, expect, it } from 'vitest';
import { SlicedJob } from '../../src/lab/slicedJob';
import { nowMs } from '../../src/simulation/clock';

/** `count` steps of `stepMs` each; says which it made. */
function* busy(count: number, stepMs: number, made: number[] = []): Generator<void, string> {
  for (let step = 0; step < count; step++) {
    const end = nowMs() + stepMs;
    while (nowMs() < end);
    made.push(step);
    yield;
  }
  return 'done';
}

describe('sliced work', () => {
  it('ends with its value, and reports its steps', async () => {
    let steps = 0;
    expect(await new SlicedJob().run(busy(12, 5), () => steps++)).toBe('done');
    expect(steps).toBe(12);
  });

  it('lets other work through between slices', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await new SlicedJob().run(busy(30, 5));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });

  it('a newer piece of work ends the last', async () => {
    const job = new SlicedJob();
    const made: number[] = [];
    const first = job.run(busy(1000, 5, made));
    const second = job.run(busy(2, 1));
    expect(await first).toBeUndefined();
    expect(await second).toBe('done');
    expect(made.length).toBeLessThan(20);
  });

  it('can be stopped', async () => {
    const job = new SlicedJob();
    const work = job.run(busy(1000, 5), () => job.stop());
    expect(await work).toBeUndefined();
  });
});
