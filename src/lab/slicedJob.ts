import { pause } from '../simulation/clock';
import { inSlices } from './slices';

/** Work in slices of which only the latest counts: a new piece ends the last. */
export class SlicedJob {
  private latest = 0;

  /** The value of the work; undefined where something newer started, or {@link stop} was called, before its end. */
  async run<Step, Value>(
    work: Generator<Step, Value>,
    onStep?: (step: Step) => void,
  ): Promise<Value | undefined> {
    const mine = ++this.latest;
    await pause(); // several jobs that start together get a task each
    const value = await inSlices(this.whileLatest(mine, work), onStep);
    await pause(); // what comes of it is drawn in a task of its own
    return mine === this.latest ? value : undefined;
  }

  stop(): void {
    this.latest++;
  }

  private *whileLatest<Step, Value>(
    mine: number,
    work: Generator<Step, Value>,
  ): Generator<Step, Value | undefined> {
    while (mine === this.latest) {
      const { done, value } = work.next();
      if (done) return value;
      yield value;
    }
    return undefined;
  }
}
