/** Which paths are listed, and the one that is replayed. A new result starts again with the worst path. */
import type { Lab } from '../../lab/lab.svelte';
import type { Failure } from '../../result';
import type { SimulationRequest } from '../../simulation/request';
import type { PathReturn, Replay, SimulationResult } from '../../simulation/result';

/** A path as the engine ran it, the same in double precision, and the run that it belongs to. */
export interface Replayed {
  path: PathReturn;
  replay: Replay;
  request: SimulationRequest;
}

export class PathBrowser {
  /** The chosen bar of the histogram; undefined: the ten worst paths are listed. */
  bar: number | undefined = $state();
  paths: PathReturn[] = $state.raw([]);
  /** How many paths the chosen bar holds; the list may be shorter. */
  total = $state(0);
  chosen: PathReturn | undefined = $state.raw();
  /** The last path replayed; it stays while the next one is on its way. */
  replayed: Replayed | undefined = $state.raw();
  isSearching = $state(false);
  failure: Failure | undefined = $state.raw();
  private search: AbortController | undefined;

  constructor(private readonly lab: Lab) {}

  /** The ten worst paths of a result, the worst of them replayed. */
  showWorst(result: SimulationResult): void {
    this.search?.abort();
    this.isSearching = false;
    this.failure = undefined;
    this.bar = undefined;
    this.paths = result.worst;
    this.total = result.worst.length;
    if (result.worst[0]) void this.choose(result.worst[0]);
  }

  /** The paths in a bar of the histogram, the first of them replayed. */
  async showBar(bar: number): Promise<void> {
    this.search?.abort();
    const search = new AbortController();
    this.search = search;
    this.bar = bar;
    this.isSearching = true;
    this.failure = undefined;
    const found = await this.lab.pathsInBar(bar, search.signal);
    if (this.search !== search || search.signal.aborted) return;
    this.isSearching = false;
    if (!found.ok) {
      this.failure = found.error;
      return;
    }
    this.paths = found.value.paths;
    this.total = found.value.total;
    if (this.paths[0]) await this.choose(this.paths[0]);
  }

  /** Back to the worst paths, where a bar is still being searched. */
  cancelSearch(): void {
    if (this.isSearching && this.lab.result) this.showWorst(this.lab.result);
  }

  async choose(path: PathReturn): Promise<void> {
    const request = this.lab.result?.request;
    if (!request) return;
    this.chosen = path;
    const replay = await this.lab.replay(path.path);
    if (this.chosen !== path) return;
    if (replay.ok) this.replayed = { path, replay: replay.value, request };
    else this.failure = replay.error;
  }
}
