import { nowMs, pause } from '../simulation/clock';

/** What a slice may take of the main thread; a task is long from 50 ms on. */
const SLICE_MS = 20;

/** Runs a generator to its end, letting the page breathe whenever a slice is over. */
export async function inSlices<Step, Answer>(
  steps: Generator<Step, Answer>,
  onStep?: (step: Step) => void,
): Promise<Answer> {
  let sliceStart = nowMs();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    onStep?.(value);
    if (nowMs() - sliceStart < SLICE_MS) continue;
    await pause();
    sliceStart = nowMs();
  }
}
