/** The surface of the objective around an answer, over the weights of two assets. */
import { terrain, type Others, type Terrain } from '../../inventory/terrain';
import { SlicedJob } from '../slicedJob';
import type { Solved } from './solving';

export class Survey {
  terrain: Terrain | undefined = $state.raw();
  /** The answer's two largest positions until somebody chooses. */
  pair: [string, string] | undefined = $state.raw();
  others: Others = $state('held');
  /** The share that is done; undefined while none is under way. */
  progress: number | undefined = $state.raw();
  /** Indices of the two assets; undefined for a book of one. */
  readonly assets: [number, number] | undefined = $derived.by(() => {
    const solved = this.solved();
    if (!solved || solved.tickers.length < 2) return undefined;
    const chosen = this.pair?.map((ticker) => solved.tickers.indexOf(ticker)) ?? [];
    const [first = -1, second = -1] = chosen;
    return first >= 0 && second >= 0 ? [first, second] : largestTwo(solved.optimum.weights);
  });

  private readonly job = new SlicedJob();

  constructor(private readonly solved: () => Solved | undefined) {}

  async run(): Promise<void> {
    const { assets } = this;
    const solved = this.solved();
    if (!solved || !assets) {
      this.stop();
      return void (this.terrain = undefined);
    }
    const { input, optimum } = solved;
    const work = terrain(input, optimum.weights, assets, this.others);
    const surface = await this.job.run(work, (share = 0) => (this.progress = share));
    if (!surface) return;
    this.progress = undefined;
    this.terrain = surface.ok ? surface.value : undefined;
  }

  stop(): void {
    this.job.stop();
    this.progress = undefined;
  }
}

/** In the book's order. */
function largestTwo(weights: number[]): [number, number] {
  const bySize = [...weights.keys()].sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!));
  const [first, second] = bySize.slice(0, 2).sort((a, b) => a - b);
  return [first!, second!];
}
